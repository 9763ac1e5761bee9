// Drawing the page, and what the reader does with it.

const part = (id) => document.getElementById(id);
const MOST_OPTIONS = 200;
let views = [];

function draw() {
  views = eventViews();
  drawCounts();
  part("events").replaceChildren(views.length
    ? pagedList(views, eventSection, { first: 6, step: 6, key: "events", noun: ["event"] })
    : h("p", { class: "empty" }, "Nothing matches these filters."));
  const alone = data.alone.filter((n) => state.other === null && claimMatches(claims[n]));
  part("alone").replaceChildren(...(alone.length ? [fold("alone", [h("b", {}, "Claims that stand alone"), ` ${alone.length}`,
    h("span", { class: "soft" }, " · in no event with another claim")],
  () => pagedList(alone, (n) => quoted(claims[n], []), { first: 10, step: 20, key: "alone", noun: ["claim"] }))] : []));
}

function drawVoices() {
  const met = meetings(), group = blocsOf(met.counts);
  part("standing").replaceChildren(...standing(met, group));
  part("voices").replaceChildren(...voicesSection(met, group));
}

function drawAtThresholds() {
  rethreshold(state.contradict, state.agree);
  part("disputes").replaceChildren(...disputesSection());
  drawVoices();
  draw();
  const count = (name) => pairs.filter((pair) => pair.relation === name).length;
  for (const element of document.querySelectorAll("[data-count]")) element.textContent = count(element.dataset.count).toLocaleString("en");
  for (const element of document.querySelectorAll("[data-plural]")) {
    element.textContent = element.dataset.plural + (count(element.dataset.of) === 1 ? "" : "s");
  }
  part("unsure").textContent = pairs.filter((pair) => pair.unsure).length.toLocaleString("en");
  const listed = pairs.filter((pair) => pair.relation === "contradict");
  const expected = Math.round(listed.reduce((sum, pair) => sum + pair.contradict, 0));
  const between = listed.filter((pair) => pair.dispute.between).length;
  part("expected").textContent = listed.length
    ? `If the percentages hold, about ${(listed.length - expected).toLocaleString("en")} of the ${listed.length.toLocaleString("en")} are false alarms${
      between ? `; ${between.toLocaleString("en")} ${between === 1 ? "lies" : "lie"} between two questions, where false alarms are more frequent` : ""}.` : "";
  for (const name of ["contradict", "agree"]) {
    part(`${name}-value`).textContent = shownThreshold(state[name]);
    part(`${name}-slider`).setAttribute("aria-valuetext", `from ${shownThreshold(state[name])}`);
  }
  part("as-made").disabled = state.contradict === data.thresholds[0] && state.agree === data.thresholds[1];
  [...part("histogram").children].forEach((column, i) => column.classList.toggle("over", i + 1 > 50 * state.contradict));
}

function shownThreshold(value) {
  return `${Number((100 * value).toFixed(4))}\u202f%`;
}

function drawCounts() {
  const sum = (name) => views.reduce((total, view) => total + view[name].length, 0);
  const parts = [counted(sum("contradict"), "contradiction"), sum("update") ? counted(sum("update"), "update") : "",
    counted(sum("agree"), "agreement")].filter(Boolean).map((text) => text.replace(" ", "\u00a0"));
  part("status").textContent = `${parts.join(", ")} in ${counted(views.filter((view) => !view.event.between).length, "event")}`;
  part("reset").disabled = !filtered();
}

// How many pairs lie at each certainty: the scale above the slider.
function drawHistogram() {
  const bins = new Array(50).fill(0);
  for (const pair of pairs) bins[Math.min(49, Math.floor(pair.contradict * 50))] += 1;
  const most = Math.max(...bins.slice(2), 1);
  part("histogram").replaceChildren(...bins.map((n) => {
    const column = h("i", {});
    column.style.setProperty("--height", Math.min(1, Math.sqrt(n / most)));
    return column;
  }));
}

function fillVoices() {
  const option = (i) => h("option", { value: i }, data.voices[i]);
  const left = data.voices.length - MOST_OPTIONS;
  part("voice").append(...data.voices.slice(0, MOST_OPTIONS).map((_, i) => option(i)),
    ...(left > 0 ? [h("option", { disabled: true }, `${left} more: use the search field or the matrix`)] : []));
}

function showVoices() {
  const select = part("voice"), value = state.voice === null ? "" : String(state.voice);
  if (value && ![...select.options].some((option) => option.value === value)) select.append(h("option", { value }, data.voices[state.voice]));
  select.value = value;
  select.title = value && data.voices[state.voice];
  part("other").hidden = state.other === null;
  part("other-name").textContent = state.other === null ? "" : data.voices[state.other];
}

// Show the claims of a voice, or the pairs of two; of these the first that contradicts or agrees, as was asked.
function chooseVoices(voice, other = null, relation = null) {
  [state.voice, state.other] = [voice, other];
  showVoices();
  fromTheTop();
  const at = relation ? views.findIndex((view) => view[relation].some(pairMatches)) : -1;
  if (at < 0) {
    goTo(part("filters"), part("voice"));
    return;
  }
  const pair = views[at][relation][0];
  widen("events", at, 6);
  bringIn(views[at], pair);
  draw();
  goTo(part(pair.anchor));
}

// At once: what is drawn on the way of a smooth scroll would move the goal.
function goTo(place, focused = place) {
  keepClear();
  place.scrollIntoView({ behavior: "instant" });
  focused.focus({ preventScroll: true });
}

function fromTheTop() {
  windows.delete("events");
  draw();
}

function resetFilters() {
  Object.assign(state, { voice: null, other: null, words: [], kinds: new Set(KINDS) });
  part("search").value = "";
  document.querySelectorAll("[name=kind]").forEach((box) => { box.checked = true; });
  showVoices();
}

function resetThresholds() {
  [state.contradict, state.agree] = data.thresholds;
  for (const name of ["contradict", "agree"]) part(`${name}-slider`).value = 100 * state[name];
  drawAtThresholds();
  part("contradict-slider").focus();
}

// Follow a link to an event, a dispute or a pair: bring it into the page, whatever the filters and however far down it is.
function follow() {
  const name = location.hash.slice(1);
  const dispute = disputes.find((d) => d.anchor === name);
  const pair = dispute ? dispute.contradict[0] : pairs.find((p) => p.anchor === name);
  const event = pair ? eventOfPair(pair) : events.find((e) => e.anchor === name);
  if (!event) return;
  const visible = () => views.findIndex((view) => view.event === event && (!pair || view[pair.relation].includes(pair)));
  if (visible() < 0) resetFilters();
  views = eventViews();
  const at = visible();
  widen("events", at, 6);
  if (pair) bringIn(views[at], pair);
  draw();
  goTo(part(name));
}

function eventOfPair(pair) {
  if (pair.relation === "contradict") return events[homeOf(pair.dispute)];
  return events.find((e) => (pair.event < 0 ? e.between : e.n === pair.event));
}

// Let the window of a list hold a place.
function widen(key, place, size) {
  const [start, end] = windows.get(key) || [0, size];
  if (place < start || place >= end) windows.set(key, [place, place + size]);
}

function bringIn(view, pair) {
  if (pair.relation !== "contradict") {
    const key = `${view.event.anchor} ${pair.relation}`;
    widen(key, view[pair.relation].indexOf(pair), 10);
    opened.add(`${key} fold`);
    return;
  }
  const place = view.disputes.findIndex(({ dispute }) => dispute === pair.dispute);
  widen(`${view.event.anchor} disputes`, place, MOST_DISPUTES);
  widen(`${pair.dispute.anchor} contradict`, view.disputes[place].pairs.indexOf(pair), MOST_PAIRS);
}

// What is scrolled to stays clear of the bar of filters.
function keepClear() {
  const bar = getComputedStyle(part("filters")).position === "sticky" ? part("filters").offsetHeight : 0;
  document.documentElement.style.setProperty("--bar", `${bar}px`);
}

let waiting = 0;
function soon(run) {
  cancelAnimationFrame(waiting);
  waiting = requestAnimationFrame(run);
}

function listen() {
  for (const name of ["contradict", "agree"]) {
    part(`${name}-slider`).addEventListener("input", (event) => {
      state[name] = Number(event.target.value) / 100;
      soon(drawAtThresholds);
    });
  }
  part("search").addEventListener("input", (event) => {
    state.words = folded(event.target.value).split(/\s+/).filter(Boolean);
    soon(fromTheTop);
  });
  part("voice").addEventListener("change", (event) => {
    [state.voice, state.other] = [event.target.value === "" ? null : Number(event.target.value), null];
    showVoices();
    fromTheTop();
  });
  part("other").addEventListener("click", () => chooseVoices(state.voice));
  for (const box of document.querySelectorAll("[name=kind]")) {
    box.addEventListener("change", () => {
      state.kinds[box.checked ? "add" : "delete"](box.value);
      fromTheTop();
    });
  }
  part("reset").addEventListener("click", () => {
    resetFilters();
    fromTheTop();
    part("search").focus();
  });
  part("as-made").addEventListener("click", resetThresholds);
  part("filters").addEventListener("submit", (event) => event.preventDefault());
  new ResizeObserver(keepClear).observe(part("filters"));
  part("theme").addEventListener("click", () => {
    const dark = getComputedStyle(document.documentElement).getPropertyValue("color-scheme").trim() === "dark"
      || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
    document.documentElement.dataset.theme = dark ? "light" : "dark";
  });
  addEventListener("hashchange", follow);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    if (link && link.hash === location.hash) follow();
  });
}

rethreshold(state.contradict, state.agree);
rankEvents();
drawHistogram();
fillVoices();
drawAtThresholds();
listen();
document.documentElement.classList.add("live");
keepClear();
follow();
