// Basic credentials live in the browser: they are gone when it has been given others.
export async function logOut(connection) {
  connection.pause();
  await new Promise((done) => {
    const request = new XMLHttpRequest();
    request.open("GET", "api/session", true, "logged-out", "-");
    request.onloadend = done;
    request.send();
  });
  location.href = "logout";
}
