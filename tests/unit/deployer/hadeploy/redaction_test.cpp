#include "hadeploy/redaction.hpp"

#include <gtest/gtest.h>

namespace deployer::hadeploy {
namespace {

// HD-VAULT-03
TEST(Redaction, hides_secrets_in_every_form) {
    Redaction without;
    EXPECT_EQ(without("Hunter2"), "Hunter2");
    without.add(" Hunter2 ");
    without.add("5%");
    without.add("it's \"so\"\\");
    without.add("-----BEGIN\nkey of\n  lines\n");
    EXPECT_EQ(without("'Hunter2' and Hunter2Hunter2"), "'********' and ****************");
    EXPECT_EQ(without("a 5% b"), "a 5% b") << "too short to be told from other text";
    EXPECT_EQ(without("'it\\'s \"so\"\\\\' [\"it's \\\"so\\\"\\\\\"] it's \"so\"\\"),
              "'********' [\"********\"] ********");
    EXPECT_EQ(without("line 2: lines;key of"), "line 2: ********;********");
    EXPECT_EQ(without("\"-----BEGIN\\nkey of\\n  lines\\n\""), "\"********\\n\"");
}

TEST(Redaction, a_secret_in_another_one) {
    Redaction without;
    without.add("word");
    without.add("passwords");
    EXPECT_EQ(without("passwords word 5%%"), "******** ******** 5%%");
    without.add("%%%5");
    EXPECT_EQ(without("%%%%%%5"), "********");
}

}  // namespace
}  // namespace deployer::hadeploy
