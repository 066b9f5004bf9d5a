"use strict";
(() => {
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];
  const text = $("#text");
  if (!text) return;
  const notes = $$(".n", text);
  const entryOf = (note) => note.hash.slice(1);
  const rowOf = (note) => note.parentElement;
  const runs = $$(".run", text);

  // The panel stands open where there is room beside the text.
  const panel = $(".panel > details");
  const wide = matchMedia("(min-width: 62rem)");
  const follow = () => { panel.open = wide.matches; };
  wide.addEventListener("change", follow);
  follow();

  // Where style alone cannot show what is folded, the folds are opened.
  if (!CSS.supports("selector(::details-content)")) {
    document.addEventListener("change", (event) => {
      if (event.target.id === "v-all") for (const run of runs) run.open = true;
    });
  }

  // A note says its reason when one first looks at it: written into each line, it would double the page.
  const explain = (event) => {
    const row = event.target.closest(".x, .k li, .k");
    const note = row && $(":scope > .n", row);
    const why = note && !$("em", note) && $("p", document.getElementById(entryOf(note)));
    if (!why) return;
    const reason = document.createElement("em");
    reason.textContent = why.textContent;
    const said = $("small", note) ?? note.appendChild(document.createElement("small"));
    said.prepend(reason);
  };
  text.addEventListener("pointerover", explain);
  text.addEventListener("focusin", explain);

  // All notes are one stop of the Tab key; the arrows go from one to the next.
  let stop = null;
  const makeStop = (note) => {
    if (stop) stop.tabIndex = -1;
    stop = note;
    if (note) note.tabIndex = 0;
  };
  for (const note of notes) note.tabIndex = -1;
  makeStop(notes.find((note) => rowOf(note).checkVisibility()) ?? notes[0]);
  text.addEventListener("focusin", (event) => {
    if (event.target.matches(".n")) makeStop(event.target);
  });
  text.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.matches(".n")) return;
    event.preventDefault();
    let at = notes.indexOf(event.target) + step;
    while (notes[at] && !rowOf(notes[at]).checkVisibility()) at += step;
    notes[at]?.focus();
  });

  // Filters: the lines of the rules that are chosen; kept text stays, dimmed.
  const filters = $$(".f");
  const chosen = new Set();
  const filtering = $("#filtering");
  const apply = () => {
    const dims = [...chosen].some(isKept);
    for (const note of notes) {
      const row = rowOf(note);
      const wanted = chosen.has(entryOf(note));
      if (row.matches(".x")) row.hidden = chosen.size > 0 && !wanted;
      else row.classList.toggle("dim", dims && !wanted);
    }
    for (const run of runs) {
      run.hidden = !$(".x:not([hidden])", run);
      if (chosen.size && !run.hidden) run.open = true;
    }
    const count = [...chosen].reduce((sum, id) => sum + Number($("b", document.getElementById(id)).textContent), 0);
    filtering.hidden = chosen.size === 0;
    $("span", filtering).textContent = `Only ${[...chosen].map((id) => filterOf(id).textContent).join(", ")}: ${count} line${count === 1 ? "" : "s"}.`;
  };
  const filterOf = (id) => $(".f", document.getElementById(id));
  const isKept = (id) => document.getElementById(id).closest(".f-kept") !== null;
  const toggle = (filter) => {
    const id = filter.parentElement.id;
    const on = !chosen.delete(id) && chosen.add(id) && true;
    filter.setAttribute("aria-pressed", String(on));
    apply();
    if (on) {
      if (!isKept(id) && $("#v-article").checked) $("#v-fold").checked = true;
      $(filter.hash)?.scrollIntoView({ block: "center" });
    }
    find();
  };
  for (const filter of filters) {
    filter.setAttribute("role", "button");
    filter.setAttribute("aria-pressed", "false");
    filter.addEventListener("click", (event) => { event.preventDefault(); toggle(filter); });
    filter.addEventListener("keydown", (event) => {
      if (event.key === " ") { event.preventDefault(); toggle(filter); }
    });
  }
  $("button", filtering).addEventListener("click", () => {
    chosen.clear();
    for (const filter of filters) filter.setAttribute("aria-pressed", "false");
    apply();
    find();
  });

  // Search: every match is marked, one of them is where one is.
  const query = $("#q"), hits = $("#hits");
  $(".search").hidden = false;
  let matches = [], at = -1, timer = 0;
  const lines = $$(".x > del, .k > :not(.n, li), .k li > span", text);
  // Letters whose small form has another length stay as they are, so that places in the text hold.
  const fold = (string) => {
    const small = string.toLowerCase();
    if (small.length === string.length) return small;
    return [...string].map((c) => (c.toLowerCase().length === c.length ? c.toLowerCase() : c)).join("");
  };
  const folded = new Map();
  // A match may reach over several nodes, where a word is emphasised.
  const mark = (line, within, wanted) => {
    const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
    const nodes = [];
    let length = 0;
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      nodes.push([node, length]);
      length += node.data.length;
    }
    let n = 0; // places are asked for in their order
    const place = (offset, last) => {
      while (n + 1 < nodes.length && nodes[n + 1][1] + (last ? 1 : 0) <= offset) n += 1;
      return [nodes[n][0], offset - nodes[n][1]];
    };
    for (let i = within.indexOf(wanted); i >= 0; i = within.indexOf(wanted, i + wanted.length)) {
      const range = new Range();
      range.setStart(...place(i, false));
      range.setEnd(...place(i + wanted.length, true));
      matches.push(range);
    }
  };
  const find = () => {
    const wanted = fold(query.value.trim());
    matches = [];
    at = -1;
    if (wanted) {
      for (const line of lines) {
        if (line.closest("[hidden]")) continue; // a filter hides it
        if (!folded.has(line)) folded.set(line, fold(line.textContent));
        if (!folded.get(line).includes(wanted)) continue;
        mark(line, folded.get(line), wanted);
      }
    }
    if (globalThis.Highlight) CSS.highlights.set("match", new Highlight(...matches.slice(0, 5000)));
    go(0, false);
  };
  const go = (to, scroll = true) => {
    at = matches.length ? (to + matches.length) % matches.length : -1;
    hits.textContent = query.value.trim() ? (matches.length ? `${at + 1} of ${matches.length}` : "none") : "";
    if (globalThis.Highlight) CSS.highlights.set("here", new Highlight(...(at < 0 ? [] : [matches[at]])));
    if (at < 0 || !scroll) return;
    const element = matches[at].startContainer.parentElement;
    const run = element.closest(".run");
    if (run) {
      if ($("#v-article").checked) $("#v-fold").checked = true;
      run.open = true;
    }
    element.scrollIntoView({ block: "center" });
  };
  query.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(find, 120); });
  query.addEventListener("keydown", (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    clearTimeout(timer);
    const fresh = at >= 0 && hits.dataset.for === query.value;
    hits.dataset.for = query.value;
    if (!fresh) { find(); go(0); } else go(at + (event.shiftKey ? -1 : 1));
  });
  $("#next").addEventListener("click", () => go(at + 1));
  $("#prev").addEventListener("click", () => go(at - 1));
})();
