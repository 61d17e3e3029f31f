const rows = new Map();

function show(process) {
  const key = process.group + "\n" + process.name;
  let row = rows.get(key);
  if (!row) {
    row = document.getElementById("programs").insertRow();
    for (let i = 0; i < 3; i++) row.insertCell();
    rows.set(key, row);
  }
  [process.statename, process.description, process.namespec].forEach((text, i) => { row.cells[i].textContent = text; });
}

const message = document.getElementById("message");
message.textContent = new URLSearchParams(location.search).get("message") || "";
const live = new EventSource("/api/live");
live.addEventListener("snapshot", (event) => {
  rows.forEach((row) => row.remove());
  rows.clear();
  JSON.parse(event.data).processes.forEach(show);
});
live.addEventListener("process", (event) => show(JSON.parse(event.data)));
live.addEventListener("group", (event) => {
  const change = JSON.parse(event.data);
  rows.forEach((row, key) => { if (key.startsWith(change.group + "\n")) { row.remove(); rows.delete(key); } });
  change.processes.forEach(show);
});
