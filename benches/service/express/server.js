// The worklist page in Express: session, permission, 100 rows, a chained audit entry, one durable commit for each page.
// Called with the database, the folder of templates, the port and the number of processes.
import cluster from "node:cluster";
import { createHash, randomBytes } from "node:crypto";
import Database from "better-sqlite3";
import express from "express";

const [database, templates, port, processes] = process.argv.slice(2);

if (cluster.isPrimary && Number(processes) > 1) {
  for (let at = 0; at < Number(processes); at++) cluster.fork();
} else {
  serve();
}

function serve() {
  const db = new Database(database);
  db.pragma("journal_mode = WAL");
  db.pragma("synchronous = FULL");
  db.pragma("busy_timeout = 20000");
  const today = new Date().toISOString().slice(0, 10);

  const session = db.prepare("SELECT * FROM session WHERE token_hash = ? AND ended_at IS NULL");
  const roles = db.prepare(
    "SELECT role FROM membership WHERE authority_id = ? AND person_id = ? AND starts_on <= ? AND (ends_on IS NULL OR ends_on >= ?)"
  );
  const list = db.prepare("SELECT * FROM worklist WHERE authority_id = ? ORDER BY sorting_name, child_id LIMIT 100");
  const head = db.prepare("SELECT number, hash FROM audit_head WHERE authority_id = ?");
  const append = db.prepare("INSERT INTO audit_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const move = db.prepare("UPDATE audit_head SET number = ?, hash = ? WHERE authority_id = ?");
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");

  const look = db.transaction((signed, role, rows) => {
    const last = head.get(signed.authority_id);
    const [number, at] = [last.number + 1, new Date().toISOString()];
    const detail = JSON.stringify({ rows, salt: randomBytes(16).toString("hex") });
    const entry = [signed.authority_id, number, at, signed.person_id, role, "view-worklist", "work", null, "list worklist", detail];
    const hash = sha256([...entry, last.hash].join("\n"));
    append.run(...entry, sha256(detail), last.hash, hash);
    move.run(number, hash, signed.authority_id);
  });

  const app = express();
  app.set("views", templates);
  app.enable("view cache");
  app.get("/healthz", (_, answer) => answer.send("ok"));
  app.get("/council", (request, answer) => {
    const token = /session=([^;]+)/.exec(request.headers.cookie ?? "")?.[1] ?? "";
    const signed = session.get(createHash("sha256").update(token).digest("base64url"));
    if (!signed) return answer.sendStatus(401);
    const held = roles.all(signed.authority_id, signed.person_id, today, today).map((one) => one.role);
    const role = held.find((one) => ["head-of-service", "commissioner", "safeguarding-lead", "finance"].includes(one));
    if (!role) return answer.sendStatus(403);
    const lines = list.all(signed.authority_id);
    look.immediate(signed, role, lines.length);
    answer.set("Cache-Control", "no-store");
    answer.render("page.ejs", { lines });
  });
  app.listen(Number(port), "127.0.0.1");
}
