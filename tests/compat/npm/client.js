// Calls every method of a client package and prints, as JSON, what each gave.
//
// usage: node client.js PACKAGE URL USER PASSWORD      (with the packages in node_modules of the current folder)
"use strict";
const path = require("path");
const [name, url, user, password] = process.argv.slice(2);
const library = require(path.join(process.cwd(), "node_modules", name));

// Both libraries as: call("method", ...arguments) gives a promise of the value.
const clients = {
  "supervisord": () => {
    const address = url.startsWith("http") ? url.replace("http://", `http://${user}:${password}@`) : url;
    const client = library.connect(address);
    return (method, ...args) => new Promise((resolve, reject) =>
      client[method](...args, (error, value) => error ? reject(error) : resolve(value)));
  },
  "node-supervisord": () => {
    const client = new library.SupervisordClient(url, {username: user, password: password});
    return (method, ...args) => client[method](...args);
  },
};
const call = clients[name]();

const seen = [];
async function note(method, ...args) {
  let result;
  try {
    result = await call(method, ...args);
  } catch (error) {
    if (error.faultCode === undefined) throw error;
    result = `fault ${error.faultCode} ${error.faultString}`;
  }
  seen.push([`${method} ${JSON.stringify(args)}`, result]);
  return result;
}

// The daemon is away for a moment.
async function untilItAnswers() {
  for (const end = Date.now() + 30000; ;) {
    try {
      if ((await call("getState")).statename === "RUNNING") return;
    } catch (error) {
      if (Date.now() > end) throw error;
    }
    await new Promise((resume) => setTimeout(resume, 20));
  }
}

const steps = [
  ["getAPIVersion"], ["getVersion"], ["getSupervisorVersion"], ["getIdentification"], ["getState"],
  ["methodHelp", "supervisor.nothing"], ["methodSignature", "supervisor.getState"],
  ["getProcessInfo", "team:one"], ["getProcessInfo", "nobody"], ["getAllProcessInfo"], ["getAllConfigInfo"],
  ["startProcess", "talker"], ["startProcess", "talker", true], ["startProcess", "broken"],
  ["sendProcessStdin", "talker", "Grüße <&> aus Malmö\n"], ["sendProcessStdin", "team:two", "x"],
  ["signalProcess", "talker", "CONT"], ["signalProcess", "talker", "FOO"], ["signalProcessGroup", "team", "CONT"],
  ["stopProcess", "team:one"], ["stopProcess", "team:one", false], ["startProcessGroup", "team", true],
  ["stopProcessGroup", "team"], ["startAllProcesses"], ["stopAllProcesses"], ["getAllProcessInfo"],
  ["readProcessStdoutLog", "talker", 0, 10], ["readProcessLog", "talker", -5, 0], ["readProcessStderrLog", "talker", 0, 0],
  ["tailProcessStdoutLog", "talker", 0, 100], ["tailProcessLog", "talker", 0, 10], ["tailProcessStderrLog", "talker", 0, 10],
  ["clearProcessLog", "team:one"], ["clearProcessLogs", "nobody"], ["clearAllProcessLogs"],
  ["addProcessGroup", "talker"], ["addProcessGroup", "nobody"], ["removeProcessGroup", "talker"],
  ["addProcessGroup", "talker"], ["reloadConfig"],
  ["multicall", [{methodName: "supervisor.getState", params: []},
    {methodName: "supervisor.getProcessInfo", params: ["nobody"]}]],
  ["clearLog"], ["readLog", 0, 100], ["readMainLog", 0, 100],
];

// Answers whose order depends on which program ended first.
const inAnyOrder = new Set(["startAllProcesses", "stopAllProcesses", "startProcessGroup", "stopProcessGroup"]);

async function main() {
  const methods = await call("listMethods");
  const pid = await call("getPID");
  for (const [method, ...args] of steps) {
    const result = await note(method, ...args);
    if (inAnyOrder.has(method) && Array.isArray(result)) result.sort((a, b) => a.name < b.name ? -1 : 1);
  }
  await note("restart");
  await untilItAnswers();
  await note("shutdown");
  console.log(JSON.stringify({methods, pid, seen}));
}

main().catch((error) => {
  console.error(error, JSON.stringify(seen.slice(-1)));
  process.exit(1);
});
