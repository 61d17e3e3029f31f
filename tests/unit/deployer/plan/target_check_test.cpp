/// One path of a host that is described twice would be changed twice on each run: HD-FIL-14.
#include "plan/target_check.hpp"

#include "deployer/plan/parts.hpp"

namespace deployer::plan {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class TargetCheck : public Parts {
protected:
    TargetCheck() {
        model.folders[0].origin.path = "folders[0]";
        model.files[0].origin.path = "files[0]";
    }
    std::vector<std::string> problems(bool placeholders = false) {
        BuildContext context = fake::context_for(model, Action::deploy, files);
        context.placeholder_facts = placeholders;
        std::vector<std::string> result;
        for (const source::Problem& problem : build(model, context).problems)
            result.push_back(problem.path + ": " + problem.message);
        return result;
    }
    model::Folder& add_folder(const std::string& path) {
        model::Folder folder = model.folders[0];
        folder.path = path;
        folder.origin.path = "folders[1]";
        return model.folders.emplace_back(folder);
    }
    model::Tree& add_tree(const std::string& folder) {
        model::Tree tree;
        tree.origin.path = "trees[0]";
        tree.scope = fake::scope_all(model);
        tree.source = {model::ContentSource::Kind::tmpl, "tmpl://t", "t", "/src/templates"};
        tree.dest_folder = folder;
        tree.owner = model.files[0].owner;
        tree.group = model.files[0].group;
        tree.file_mode = model.files[0].mode;
        tree.folder_mode = model.folders[0].mode;
        files.folders["/src/templates"] = {"program1.sh"};
        return model.trees.emplace_back(tree);
    }
};

TEST_F(TargetCheck, folders) {
    model::Folder& second = add_folder("/opt/{{ 'tsup' }}/");
    second.mode = "00" + second.mode;
    EXPECT_THAT(problems(), IsEmpty());
    second.mode = "0700";
    EXPECT_THAT(problems(),
                ElementsAre(HasSubstr("folders[1].path: Folder /opt/{{ 'tsup' }}/: '/opt/tsup' is "
                                      "described before, and otherwise (on en1)")));
    // Facts that are made up may be the same where those of hosts are not.
    EXPECT_THAT(problems(true), IsEmpty());
    second.path = "/opt/tsup";
    EXPECT_THAT(problems(true), testing::SizeIs(1));
    second.scope = {"none", {}};
    EXPECT_THAT(problems(), IsEmpty());
}

TEST_F(TargetCheck, a_file_in_a_tree) {
    model::Tree& tree = add_tree("/opt/tsup");
    EXPECT_THAT(problems(), IsEmpty());
    tree.file_mode = "0600";
    EXPECT_THAT(problems(),
                ElementsAre(HasSubstr("trees[0].dest_folder: Tree tmpl://t: '/opt/tsup/program1.sh' is")));
    tree.file_mode = model.files[0].mode;
    tree.source.path = "/src/other";
    files.folders["/src/other"] = {"program1.sh"};
    files.texts["/src/other/program1.sh"] = "x";
    EXPECT_THAT(problems(), testing::SizeIs(1));
}

TEST_F(TargetCheck, the_folder_of_a_tree) {
    add_tree("/opt/tsup").folder_mode = "0700";
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("trees[0].dest_folder: Tree tmpl://t: '/opt/tsup' is")));
}

TEST_F(TargetCheck, trees_in_each_other) {
    add_tree("/opt/a").source.path = "/src/outer";
    files.folders["/src/outer"] = {"b/", "b/program1.sh"};
    files.texts["/src/outer/b/program1.sh"] = "x";
    EXPECT_THAT(problems(), IsEmpty());
    add_tree("/opt/a/b").origin.path = "trees[1]";
    EXPECT_THAT(problems(), ElementsAre(HasSubstr("'/opt/a/b/program1.sh' is described before")));
}

}  // namespace
}  // namespace deployer::plan
