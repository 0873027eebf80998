// Makes the one MongoDB node a replica set, as production's write concern needs, and waits until it takes writes.
// May run again: a set that was initiated before is left as it is.
try {
  rs.status();
} catch (fault) {
  if (fault.codeName !== "NotYetInitialized") throw fault;
  rs.initiate({ _id: "weekwire", members: [{ _id: 0, host: "mongo:27017" }] });
}
for (let attempt = 0; !db.hello().isWritablePrimary; attempt += 1) {
  if (attempt > 120) throw new Error("no primary after a minute");
  sleep(500);
}
