# RPC::XML::Client, on which Perl's Supervisord::Client is built.
use strict;
use warnings;
use RPC::XML::Client;

(my $address = $ENV{URL}) =~ s{//}{//user:pass@};
my $client = RPC::XML::Client->new("$address/RPC2");

sub show {
    my ($value) = @_;
    return ref $value eq 'HASH' ? '{' . join(', ', map { "$_=" . show($value->{$_}) } sort keys %$value) . '}'
        : ref $value eq 'ARRAY' ? '[' . join(', ', map { show($_) } @$value) . ']' : "$value";
}

binmode STDOUT, ':utf8';
for my $call (['supervisor.getState'], ['supervisor.getProcessInfo', 'web'], ['supervisor.getProcessInfo', 'nobody'],
    ['supervisor.stopProcess', 'team:one', RPC::XML::boolean->new(1)], ['supervisor.startProcess', 'team:one'],
    ['supervisor.startProcessGroup', 'team'], ['supervisor.readProcessStdoutLog', 'web', 0, 100],
    ['supervisor.tailProcessStdoutLog', 'web', 0, 100], ['supervisor.reloadConfig'], ['supervisor.nothing'],
    ['system.methodSignature', 'supervisor.getState']) {
    my $response = $client->send_request(@$call);
    die "$call->[0]: $response" unless ref $response;
    my $value = $response->value;
    # Which members are numbers and which are times is for the caller to level out.
    if (ref $value eq 'HASH' && exists $value->{pid}) {
        $value->{$_} = $value->{$_} ? 'N' : 0 for qw(start stop now pid);
    }
    print "$call->[0]: ", ($response->is_fault ? 'fault ' : ''), show($value), "\n";
}
