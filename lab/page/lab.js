"use strict";

const TITLES = {
  API1: "Broken object level authorization",
  API2: "Broken authentication",
  API3: "Broken object property level authorization",
  API4: "Unrestricted resource consumption",
  API5: "Broken function level authorization",
  API6: "Unrestricted access to sensitive business flows",
  API7: "Server-side request forgery",
  API8: "Security misconfiguration",
  API9: "Improper inventory management",
  API10: "Unsafe consumption of APIs",
};
const SEEN = { HELD: "Attack fails", SUCCEEDED: "Succeeds without the control", HELD_AGAIN: "Fails after the restore", REPAIRED: "Repaired by you" };
const RESULTS = {
  held: "The attack fails: the control holds.",
  succeeds: "The attack succeeds.",
  unclear: "Neither the expected success nor the expected refusal. Another control may have answered, such as a rate limit; wait a minute.",
};
const POLL_MILLIS = 1500;

const cards = new Map();
let state = {};
let busy = "";

/** The token comes in the fragment and is kept, so that links to cards work in other tabs. */
function token() {
  const given = location.hash.slice(1);
  if (/^[0-9a-f]{48}$/.test(given)) {
    localStorage.setItem("token", given);
    history.replaceState(null, "", "/");
  }
  return localStorage.getItem("token") ?? "";
}

async function ask(method, path, body) {
  const response = await fetch(path, { method, body, headers: { "X-Lab-Token": token() } }).catch(() => {
    throw new Error("The lab does not answer. Start lab/open again and open the address that it prints.");
  });
  const answer = await response.json();
  if (!response.ok) {
    throw new Error(answer.error);
  }
  return answer;
}

function say(text, bad = false) {
  const status = document.getElementById("status");
  if (status.textContent !== text) {
    status.textContent = text;
  }
  status.classList.toggle("bad", bad);
}

function parts(root) {
  return new Proxy(root, { get: (element, name) => element.querySelector("." + name) });
}

function put(element, text) {
  if (element.textContent !== text) {
    element.textContent = text;
  }
}

function show(next) {
  state = next;
  const removed = state.removed;
  for (const [id, card] of cards) {
    const out = id === removed;
    card.root.classList.toggle("removed", out);
    card.part.switch.setAttribute("aria-checked", String(!out));
    put(card.part.switch, out ? "Control removed" : "Control in place");
    card.editor.disabled = !out;
    put(card.part.hint, out
      ? "Edit the file of the copy until the attack fails and the hidden test passes. The first check compiles the service and takes minutes."
      : "Remove the control first. Then you can edit the file here.");
    card.part.verdict.textContent === "" || out || verdict(card, "", "");
  }
  enable();
  board();
  if (busy) {
    return;
  }
  document.getElementById("start").hidden = state.service === "ready";
  put(document.getElementById("log"), state.log.join("\n"));
  if (state.service === "ready") {
    say(removed ? `The service at ${state.url} runs without the control of ${removed}.` : `The service at ${state.url} runs with all controls.`, Boolean(removed));
  } else {
    say("Dev mode starts. The first start compiles the service and can take minutes.");
  }
}

function enable() {
  for (const [id, card] of cards) {
    const off = Boolean(busy) || state.service !== "ready";
    for (const button of [card.part.switch, card.part.send]) {
      button.setAttribute("aria-disabled", String(off));
    }
    for (const button of [card.part.save, card.part.check]) {
      button.setAttribute("aria-disabled", String(off || id !== state.removed || Boolean(state.checking)));
    }
    card.root.setAttribute("aria-busy", String(busy === id));
  }
}

function board() {
  const rows = [...cards.keys()].map(id => {
    const row = document.createElement("tr");
    const head = document.createElement("th");
    head.scope = "row";
    const link = document.createElement("a");
    link.href = "#" + id;
    link.textContent = `${id} ${TITLES[id] ?? ""}`;
    head.append(link);
    row.append(head, ...Object.keys(SEEN).map(kind => {
      const done = state.seen[id]?.includes(kind);
      const cell = document.createElement("td");
      cell.textContent = done ? "✓ seen" : "not yet";
      cell.className = done ? "done" : "open";
      return cell;
    }));
    return row;
  });
  const known = Object.values(state.seen).flat().length;
  const text = `${known} of ${cards.size * Object.keys(SEEN).length}`;
  const body = document.getElementById("board");
  // A row with the focus is not replaced in vain.
  if (body.textContent !== rows.map(row => row.textContent).join("")) {
    const focused = document.activeElement?.closest("#board a")?.getAttribute("href");
    body.replaceChildren(...rows);
    if (focused) {
      body.querySelector(`a[href="${focused}"]`)?.focus();
    }
  }
  put(document.getElementById("score"), text);
}

function result(card, answer) {
  put(card.part.result, RESULTS[answer.result]);
  card.part.result.className = "result " + answer.result;
  card.root.dataset.result = answer.result;
  card.part.exchanges.replaceChildren(...answer.exchanges.map(exchange => {
    const figure = document.getElementById("exchange").content.cloneNode(true).firstElementChild;
    figure.classList.toggle("before", !exchange.attack);
    figure.querySelector("figcaption").textContent = exchange.says;
    figure.querySelector(".sent").textContent = exchange.request;
    figure.querySelector(".got").textContent = exchange.response;
    return figure;
  }));
}

/** One operation at a time; buttons stay focusable meanwhile. */
async function work(id, text, task) {
  const card = cards.get(id);
  if (busy || state.service !== "ready") {
    return;
  }
  busy = id;
  delete card.root.dataset.result;
  put(card.part.result, text);
  card.part.result.className = "result";
  say(text);
  enable();
  try {
    const last = await task(card);
    busy = "";
    show(last ?? await ask("GET", "/state"));
  } catch (failure) {
    busy = "";
    const next = await ask("GET", "/state").catch(() => state);
    put(card.part.result, failure.message);
    card.part.result.className = "result succeeds";
    card.root.dataset.result = "failed";
    show(next);
    say(failure.message.split("\n")[0], true);
  }
}

async function attack(card) {
  const answer = await ask("POST", `/cards/${card.id}/attack`);
  result(card, answer);
  return answer.state;
}

function send(id) {
  work(id, "The attack is being sent.", attack);
}

function turn(id) {
  const remove = state.removed !== id;
  work(id, remove ? "The control is being removed; dev mode reloads." : "The control is being put back; dev mode reloads.", async card => {
    show(await ask("POST", `/cards/${id}/${remove ? "remove" : "restore"}`));
    await load(card);
    return attack(card);
  });
}

async function load(card) {
  card.editor.value = (await ask("GET", `/cards/${card.id}/file`)).text;
}

function save(id) {
  if (state.removed !== id || state.checking) {
    return;
  }
  work(id, "The file is being saved; dev mode reloads.", async card => {
    show(await ask("PUT", `/cards/${id}/file`, card.editor.value));
    return attack(card);
  });
}

function verdict(card, text, kind) {
  const [first, ...rest] = text.split("\n");
  put(card.part.verdict, first);
  card.part.verdict.className = "verdict " + kind;
  card.part.report.hidden = rest.length === 0;
  put(card.part.report, rest.join("\n"));
}

async function check(id) {
  const card = cards.get(id);
  if (busy || state.removed !== id || state.checking || state.service !== "ready") {
    return;
  }
  try {
    await ask("PUT", `/cards/${id}/file`, card.editor.value);
    show(await ask("POST", `/cards/${id}/check`));
    verdict(card, "The test is running.", "");
    while (state.checking) {
      await new Promise(resolve => setTimeout(resolve, POLL_MILLIS));
      show(await ask("GET", "/state"));
    }
    verdict(card, state.verdict, state.verdict.startsWith("Repaired") ? "held" : "succeeds");
  } catch (failure) {
    verdict(card, failure.message, "succeeds");
    show(await ask("GET", "/state").catch(() => state));
  }
}

function colored(pre, diff) {
  pre.replaceChildren(...diff.split("\n").map(line => {
    const span = document.createElement("span");
    span.className = /^\+(?!\+)/.test(line) ? "added" : /^-(?!-)/.test(line) ? "gone" : "";
    span.textContent = line + "\n";
    return span;
  }));
}

/** Shows the first changed line, whose text this side of the diff contains, when its details are opened. */
function reveal(element, text, diff, sign) {
  const changed = diff.split("\n").filter(line => line.startsWith(sign) && !line.startsWith(sign.repeat(3)) && !line.includes("import "));
  const context = diff.split("\n").filter(line => line.startsWith(" ") && line.trim().length > 5);
  const wanted = (changed[0] ?? context[context.length >> 1] ?? "").slice(1).trim();
  const lines = text.split("\n");
  const at = lines.findIndex(line => line.trim() === wanted);
  if (at >= 0) {
    element.scrollTop = Math.max(0, element.scrollHeight * at / lines.length - element.clientHeight / 3);
  }
}

/** Status and text of an expected response. */
function expected(response) {
  const [status, ...words] = response.split(" ");
  return words.length ? `${status} with “${words.join(" ")}”` : status;
}

/** Without the quotes of Markdown. */
function plain(text) {
  return text.replaceAll("`", "");
}

function add(described) {
  const root = document.getElementById("card").content.cloneNode(true).firstElementChild;
  const card = { id: described.id, root, part: parts(root), editor: root.querySelector("textarea") };
  root.id = card.id;
  root.tabIndex = -1;
  root.setAttribute("aria-label", `${card.id} ${TITLES[card.id] ?? ""}`);
  put(card.part.risk, card.id);
  put(card.part.title, TITLES[card.id] ?? "");
  put(card.part.promise, plain(described.removes));
  put(card.part.how, plain(described.attack));
  put(card.part.request, described.request);
  put(card.part.held, expected(described.held));
  put(card.part.succeeds, expected(described.succeeds));
  put(card.part.incident, plain(described.incident));
  put(card.part.folder, described.folder);
  put(card.part.code, described.code);
  put(card.part.file, described.file);
  colored(card.part.diff, described.diff);
  card.part.switch.addEventListener("click", () => turn(card.id));
  card.part.send.addEventListener("click", () => send(card.id));
  card.part.save.addEventListener("click", () => save(card.id));
  card.part.check.addEventListener("click", () => check(card.id));
  card.part.control.addEventListener("toggle", () => reveal(card.part.code, described.code, described.diff, "-"));
  card.part.repair.addEventListener("toggle", () => reveal(card.editor, card.editor.value, described.diff, "+"));
  for (const button of root.querySelectorAll("button")) {
    button.setAttribute("aria-describedby", card.id + "-title");
  }
  root.querySelector("h2").id = card.id + "-title";
  cards.set(card.id, card);
  document.getElementById("cards").append(root);
}

async function watch() {
  while (state.service !== "ready") {
    if (!busy) {
      show(await ask("GET", "/state"));
    }
    await new Promise(resolve => setTimeout(resolve, POLL_MILLIS));
  }
}

async function open() {
  try {
    const target = /^#API\d+$/.test(location.hash) ? location.hash.slice(1) : "";
    token();
    for (const described of await ask("GET", "/cards")) {
      add(described);
    }
    show(await ask("GET", "/state"));
    for (const card of cards.values()) {
      if (card.id === state.removed) {
        await load(card);
      }
    }
    document.getElementById(target)?.scrollIntoView();
    await watch();
  } catch (failure) {
    say(failure.message, true);
  }
}

open();
