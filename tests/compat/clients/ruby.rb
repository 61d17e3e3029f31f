# The gem xmlrpc, which deployment tools of Ruby use.
require "json"
require "uri"
require "xmlrpc/client"

uri = URI(ENV["URL"])
client = XMLRPC::Client.new3(host: uri.host, port: uri.port, path: "/RPC2", user: "user", password: "pass", timeout: 20)

[["supervisor.getState"], ["supervisor.getProcessInfo", "web"], ["supervisor.getProcessInfo", "nobody"],
 ["supervisor.stopProcess", "team:one", true], ["supervisor.startProcess", "team:one"],
 ["supervisor.stopProcess", "team:two"], ["supervisor.readProcessStdoutLog", "web", 0, 100],
 ["supervisor.tailProcessStdoutLog", "web", 0, 100], ["supervisor.reloadConfig"],
 ["supervisor.sendProcessStdin", "web", "Gr\u00fc\u00dfe"]].each do |method, *arguments|
  fine, value = client.call2(method, *arguments)
  value = "fault #{value.faultCode} #{value.faultString}" unless fine
  %w[start stop now pid].each { |member| value[member] = value[member] == 0 ? 0 : "N" } if value.is_a?(Hash) && value["pid"]
  puts "#{method}: #{JSON.generate(value)}"
end
