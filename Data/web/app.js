// Cleanclaim: what pages do beyond forms and links. Every task works without it.
"use strict";

const rows = () => [...document.querySelectorAll("main .list tbody tr, main .results li")].filter((row) => row.querySelector("a"));
const typing = (element) => element.closest("input, textarea, select, [contenteditable], dialog") !== null;

// Keys: g and a letter, /, j, k, Enter, ?.
let going = false;

function mark(step) {
  const list = rows();
  if (!list.length) return;
  const now = list.findIndex((row) => row.classList.contains("here"));
  const next = Math.max(0, Math.min(list.length - 1, now < 0 ? (step > 0 ? 0 : list.length - 1) : now + step));
  list.forEach((row) => row.classList.remove("here"));
  list[next].classList.add("here");
  list[next].querySelector("a").focus();
  list[next].scrollIntoView({ block: "nearest" });
}

function endGoing() {
  going = false;
  document.body.classList.remove("going");
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
  if (going) {
    endGoing();
    const link = document.querySelector(`[data-go="${CSS.escape(event.key)}"]`);
    if (link) { event.preventDefault(); location.assign(link.href); }
    return;
  }
  if (event.key === "g") {
    going = true;
    document.body.classList.add("going");
    setTimeout(endGoing, 2000);
  } else if (event.key === "/") {
    const field = document.querySelector("[data-find]");
    if (field) { event.preventDefault(); field.focus(); field.select(); }
  } else if (event.key === "j") mark(1);
  else if (event.key === "k") mark(-1);
  else if (event.key === "?") document.getElementById("keys")?.showModal();
});

// Changes of a chart are sent without leaving the page; what the server answers takes the place of what is there.
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.matches("form[data-live]")) return;
  event.preventDefault();
  const body = new URLSearchParams(new FormData(form, event.submitter));
  const label = event.submitter?.getAttribute("aria-label");
  const answer = await fetch(form.action, { method: "POST", body, redirect: "follow" }).catch(() => null);
  if (!answer) { form.removeAttribute("data-live"); form.requestSubmit(event.submitter); return; }
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const main = page.getElementById("main");
  if (!main || page.title.startsWith("Sign in")) { location.reload(); return; }
  document.getElementById("main").replaceChildren(...main.childNodes);
  document.title = page.title;
  prepare(document.getElementById("main"));
  const again = label && document.querySelector(`[aria-label="${CSS.escape(label)}"]`);
  (again || document.getElementById("main")).focus({ preventScroll: true });
});

// Words of the note and the codes that they support show each other.
function show(code, on) {
  for (const part of document.querySelectorAll("mark[data-codes]")) {
    const is = on && part.dataset.codes.split(" ").includes(code);
    part.classList.toggle("here", is);
    // The notes alone move, never the page: what is pointed at stays under the pointer.
    const notes = part.closest(".notes");
    if (is && notes && notes.scrollHeight > notes.clientHeight) {
      const place = part.getBoundingClientRect().top - notes.getBoundingClientRect().top;
      if (place < 0 || place > notes.clientHeight - 40) notes.scrollTop += place - notes.clientHeight / 2;
    }
  }
}

// What the parts of a page do, once when it comes and again when parts are exchanged.
function prepare(place) {
  // Search as you type: the page that the form would give, without leaving this one.
  for (const field of place.querySelectorAll("[data-ahead]")) {
    const into = document.getElementById(field.dataset.aheadInto ?? "ahead");
    let timer = 0, asked = 0;
    field.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(async () => {
        const own = ++asked;
        const address = new URL(field.dataset.ahead, location.href);
        address.searchParams.set("q", field.value);
        const answer = await fetch(address, { headers: { Accept: "text/html" } }).catch(() => null);
        if (!answer?.ok || own !== asked) return;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const found = page.getElementById("ahead");
        if (found) into.replaceChildren(...found.childNodes);
      }, 120);
    });
  }

  // Diagnoses change places by dragging their rows; the buttons do the same without it.
  for (const body of place.querySelectorAll("[data-order]")) {
    const form = document.getElementById(body.dataset.order);
    let moved = null;
    for (const row of body.rows) row.draggable = true;
    body.addEventListener("dragstart", (event) => { moved = event.target.closest("tr"); });
    body.addEventListener("dragover", (event) => {
      const over = event.target.closest("tr");
      if (!moved || !over || over === moved) return;
      event.preventDefault();
      const after = over.rowIndex > moved.rowIndex;
      over[after ? "after" : "before"](moved);
    });
    body.addEventListener("dragend", () => {
      if (!moved || !form) return;
      moved = null;
      form.elements.diagnoses.value = [...body.rows].map((row) => row.dataset.entry).join(",");
      form.requestSubmit();
    });
  }

  // Words of the note and the codes that they support show each other.
  for (const row of place.querySelectorAll("tr[data-code]")) {
    for (const [event, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
      row.addEventListener(event, () => show(row.dataset.code, on));
    }
  }

  // What was typed and not sent stays in this tab until it is sent.
  for (const form of place.querySelectorAll("form[data-draft]")) {
    const key = "draft " + form.dataset.draft;
    const kept = sessionStorage.getItem(key);
    for (const field of form.querySelectorAll("textarea, input[type=text], input:not([type])")) {
      if (kept && !field.value) field.value = JSON.parse(kept)[field.name] ?? "";
    }
    form.addEventListener("input", () => {
      const values = {};
      for (const field of form.querySelectorAll("textarea, input[type=text], input:not([type])")) values[field.name] = field.value;
      sessionStorage.setItem(key, JSON.stringify(values));
    });
    form.addEventListener("submit", () => sessionStorage.removeItem(key));
  }

  // A form is sent once, however often its button is pressed.
  for (const form of place.querySelectorAll("form[method=post]:not([data-live])")) {
    form.addEventListener("submit", (event) => {
      if (form.dataset.sent) event.preventDefault();
      form.dataset.sent = "1";
    });
  }
}
prepare(document);
addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent));
