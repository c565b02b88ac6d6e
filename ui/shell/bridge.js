// Kaderwijzer's bridge: see bridge.py. The page keeps one bridge; every run only hands it new data.

const SETTLE_MS = 1000; // typing pauses shorter than this are part of one change
const LONGEST_PASTE = 100_000; // characters; no field takes more, and a browser is busy for seconds with millions
const FOCUS_WITHIN_MS = 5000;
const AGAIN_MS = 5000; // after this long what could not be saved is sent once more
const DRAWN_MS = 50; // a screen that stands still this long is drawn
const APP = '[data-testid="stApp"]';
const MAIN = '[data-testid="stMain"]';
const TWICE_MS = 500; // two presses within this time are one
const GOALS = ".kw-problem, .kw-ask[tabindex], input, textarea, button, summary, a[href]";
const PROBLEM = ".kw-problem";
const TEXT_FIELDS = '[data-testid="stTextArea"] textarea, [data-testid="stTextInput"] input';
const FIELDS = `${TEXT_FIELDS}, [data-testid="stRadio"], [data-testid="stCheckbox"]`;

export default function ({ data, setTriggerValue }) {
  window.kaderwijzerBridge ??= makeBridge();
  window.kaderwijzerBridge.receive(data, setTriggerValue);
}

function makeBridge() {
  let now = {};
  let askForRun = () => {};
  let announced = "";
  let again = 0;
  const live = makeLiveRegion();
  const history = keepOneEntryAPage();
  const typing = watchTyping(() => now);
  leadToFields();
  addOnce();
  watchDrawing(() => {
    mendRoles();
    tieFaults();
  });
  watchWays((link) => askForRun("way", link));
  watchConnection(
    () => showOffline(now.offline),
    () => {
      document.getElementById("kw-offline")?.remove();
      typing.resume();
      askForRun("reconnected", performance.now()); // Streamlit comes back silently: this sends what stands on the screen
    },
  );

  function receive(data, setTriggerValue) {
    const before = now;
    now = data;
    askForRun = setTriggerValue;
    clearTimeout(again);
    if (data.again) again = setTimeout(() => askForRun("reconnected", performance.now()), AGAIN_MS);
    document.documentElement.lang = data.lang;
    document.documentElement.dataset.page = data.page; // it comes last in a run: all before it is drawn
    document.title = data.title;
    history.settle();
    // what opens over the page hangs outside the app, and light-dark() looks at the theme of where it hangs
    document.documentElement.style.colorScheme = getComputedStyle(document.querySelector(APP)).colorScheme;
    rememberLanguage(data.lang);
    const isNew = before.page !== undefined && before.page !== data.page;
    if (isNew) typing.forget();
    if (data.aim && data.aim !== before.aim) focusOn(() => findAim(data.aim));
    else if (isNew) focusOn(() => document.getElementById(data.landing), findHeading);
    const saying = `${data.count} ${data.announce}`;
    if (data.announce && saying !== announced) {
      live.textContent = "";
      setTimeout(() => (live.textContent = data.announce), 100); // an empty moment makes the same words heard again
    }
    announced = saying;
  }

  return { receive };
}

// Back goes one page back: Streamlit adds an entry to the history for the path of a page, one for its query, and one each
// time that a value bound to the address changes. All but the first of a page take the place of the one before.
function keepOneEntryAPage() {
  const push = history.pushState.bind(history);
  let turned = false;
  history.pushState = (state, unused, address) => {
    if (turned || pageAt(address) === pageAt(location.href)) return history.replaceState(state, unused, address);
    turned = true;
    push(state, unused, address);
  };
  return { settle: () => (turned = false) };
}

function pageAt(address) {
  const { pathname, searchParams } = new URL(address, location.href);
  return [pathname, searchParams.get("a"), searchParams.get("p")].join("?");
}

function makeLiveRegion() {
  const live = document.createElement("div");
  live.id = "kw-live";
  live.setAttribute("role", "status");
  live.setAttribute("aria-live", "polite");
  live.style.cssText =
    "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap";
  document.body.append(live);
  return live;
}

function showOffline(words) {
  if (!words || document.getElementById("kw-offline")) return;
  const banner = document.createElement("div");
  banner.id = "kw-offline";
  banner.setAttribute("role", "alert");
  banner.textContent = words;
  banner.style.cssText =
    "position:fixed;inset:auto 0 0 0;z-index:1000000;padding:12px 16px;text-align:center;color:#fff;background:#a8360b";
  document.body.append(banner);
}

// The server reads it to name the language in the first byte of the next page.
function rememberLanguage(lang) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `kw_lang=${lang}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

// Streamlit drops focus to the body on a change of page. What is redrawn after the run would lose it again.
function focusOn(find, findElse = () => null) {
  const until = performance.now() + FOCUS_WITHIN_MS;
  const held = document.activeElement;
  const look = () => {
    const active = document.activeElement;
    if (active !== held && active?.matches(TEXT_FIELDS)) return; // the person is typing already
    const goal = isRunning() ? null : (find() ?? findElse());
    if (goal) {
      goal.focus({ preventScroll: true });
      if (goal.matches("h1")) document.querySelector(MAIN)?.scrollTo(0, 0);
      else goal.scrollIntoView({ block: goal.offsetHeight > innerHeight ? "start" : "center" });
    } else if (performance.now() < until) setTimeout(look, 50);
  };
  setTimeout(look, 50);
}

function findHeading() {
  const heading = document.querySelector(`${MAIN} h1`);
  heading?.setAttribute("tabindex", "-1");
  return heading;
}

function findAim(aim) {
  const room = document.querySelector(`.st-key-${aim.slice(aim.indexOf(" ") + 1)}`);
  return room?.querySelector("input:checked") ?? room?.querySelector(GOALS); // of a choice, what is chosen
}

// A link inside the application turns the page in place; in a new tab, or without a connection, it is a link as any.
function watchWays(onWay) {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-way]");
    const isPlain = event.button === 0 && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
    if (!link || !isPlain || event.defaultPrevented || !isConnected()) return;
    event.preventDefault();
    onWay(link.getAttribute("href"));
  });
}

// What Streamlit's own elements say wrongly, or leave unsaid, and Python cannot change.
function mendRoles() {
  // "presentation" on what has a name and takes focus: a screen reader would be told both
  document.querySelectorAll('section[role="presentation"][aria-label]').forEach((n) => n.setAttribute("role", "group"));
  // a name is said as it is: Streamlit leaves in it the marks that keep a label from being read as Markdown
  document.querySelectorAll("[aria-label*='\\\\'], [aria-label*='\u200b']").forEach((named) => {
    const name = named.getAttribute("aria-label");
    if (name === named.dataset.said) return; // mended already: a backslash in it was typed
    named.dataset.said = name.replace(/\\([!-/:-@[-`{-~])/g, "$1").replaceAll("\u200b", "");
    named.setAttribute("aria-label", named.dataset.said);
  });
  takeOutSpaces();
  document.querySelectorAll('[class*="st-key-nav_"] a').forEach((link) => {
    if (link.closest(".st-key-nav_here")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  });
  // a button that opens what stands below says so
  document.querySelectorAll('[class*="st-key-why_"] button').forEach((button) => {
    const opened = [...button.closest('[class*="st-key-why_"]').classList].find((name) => name.startsWith("st-key-why_"));
    const shown = document.getElementById(opened.slice("st-key-".length));
    button.setAttribute("aria-expanded", String(shown !== null));
    if (shown) button.setAttribute("aria-controls", shown.id);
    else button.removeAttribute("aria-controls");
  });
}

// What kept Streamlit from redrawing a text has done its work; whoever copies the text would copy it along.
function takeOutSpaces() {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode;
    if (text.data.includes("\u200b")) text.data = text.data.replaceAll("\u200b", "");
  }
}

// A field says that it is not right, and points to the words that say why; Streamlit offers neither.
function tieFaults() {
  const faults = [...document.querySelectorAll(".kw-err[data-for]")];
  faults.forEach((fault) => (fault.id ||= `err-${fault.dataset.for}`));
  const ids = new Set(faults.map((fault) => fault.id));
  document.querySelectorAll('[aria-describedby^="err-st-key-"]').forEach((field) => {
    if (ids.has(field.getAttribute("aria-describedby"))) return;
    field.removeAttribute("aria-describedby");
    field.removeAttribute("aria-invalid");
  });
  faults.forEach((fault) => {
    const field = fieldIn(fault.dataset.for);
    field?.setAttribute("aria-invalid", "true");
    field?.setAttribute("aria-describedby", fault.id);
  });
}

// The links of a summary of faults lead to the fields themselves.
function leadToFields() {
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.(`${PROBLEM} a[data-field]`);
    const field = link && fieldIn(link.dataset.field);
    if (!field) return;
    event.preventDefault();
    const holder = field.closest('[class*="st-key-"]');
    (field.matches('[role="radiogroup"]') ? field.querySelector("input") : field)?.focus({ preventScroll: true });
    holder?.scrollIntoView({ block: "center" });
  });
}

// Whoever presses twice before the page has answered wants one more, not two.
function addOnce() {
  let last = -Infinity;
  document.addEventListener(
    "click",
    (event) => {
      if (!event.target.closest?.('[class*="st-key-add_"] button')) return;
      const isSecond = event.timeStamp - last < TWICE_MS;
      last = event.timeStamp;
      if (!isSecond) return;
      event.preventDefault();
      event.stopPropagation();
    },
    true,
  );
}

function fieldIn(name) {
  const holder = document.getElementsByClassName(name)[0];
  return holder?.querySelector('textarea, input:not([type="radio"]), [role="radiogroup"]');
}

function watchDrawing(onDrawn) {
  let timer = setTimeout(onDrawn);
  const drawn = () => {
    clearTimeout(timer);
    timer = setTimeout(onDrawn, DRAWN_MS);
  };
  new MutationObserver(drawn).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: ["class"],
  });
}

function isRunning() {
  return (document.querySelector(APP)?.dataset.testScriptState ?? "notRunning") !== "notRunning";
}

function isConnected() {
  return (document.querySelector(APP)?.dataset.testConnectionState ?? "CONNECTED") === "CONNECTED";
}

function watchConnection(onLost, onBack) {
  let was = true;
  new MutationObserver(() => {
    const is = isConnected();
    if (is !== was) setTimeout(is ? onBack : onLost);
    was = is;
  }).observe(document.body, { subtree: true, attributeFilter: ["data-test-connection-state"] });
}

// Streamlit sends a text on blur or Ctrl+Enter only. Undocumented for a made-up keystroke: tests/browser watches it.
function watchTyping(now) {
  const edited = new Set(); // fields of this page that were typed in
  const timers = new WeakMap();
  const composing = new WeakSet();
  let focused = null;
  let caret = null;

  const commit = (field) => {
    clearTimeout(timers.get(field));
    if (!field.isConnected || field.disabled || composing.has(field) || !isConnected()) return;
    const key = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
    field.dispatchEvent(new KeyboardEvent("keydown", key));
  };
  const commitLater = (field) => {
    clearTimeout(timers.get(field));
    timers.set(field, setTimeout(() => commit(field), SETTLE_MS));
  };
  const onTextField = (type, act) =>
    document.addEventListener(type, ({ target }) => target.matches?.(TEXT_FIELDS) && act(target), true);

  onTextField("compositionstart", (field) => composing.add(field));
  onTextField("compositionend", (field) => {
    composing.delete(field);
    commitLater(field);
  });
  onTextField("input", (field) => {
    mendHalves(field);
    tellIfRefused(field, now().too_long);
    edited.add(field);
    caret = field.selectionStart;
    commitLater(field);
  });
  document.addEventListener(
    "paste",
    (event) => {
      const text = event.clipboardData?.getData("text/plain") ?? "";
      if (!event.target.matches?.(TEXT_FIELDS) || text.length <= LONGEST_PASTE) return;
      event.preventDefault();
      event.stopPropagation();
      showRefusal(event.target, now().too_long);
    },
    true,
  );
  onTextField("focusin", (field) => (focused = field));
  onTextField("focusout", (field) => field.disabled || (focused = null)); // disabled: Streamlit took it, not the person
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") edited.forEach(commit);
  });
  // The socket closes with the page: what was typed in its last second goes by a request that outlives it.
  // What could not be saved goes as well, a choice too.
  addEventListener("pagehide", () => {
    const { session, route, again } = now();
    for (const field of again ? document.querySelectorAll(FIELDS) : edited) {
      const name = nameOf(field);
      if (!route || !name || !field.isConnected) continue;
      const draft = JSON.stringify({ session, field: name, text: field.value ?? "" });
      navigator.sendBeacon(route, new Blob([draft], { type: "application/json" }));
    }
  });

  return {
    forget: () => edited.clear(),
    // While the connection is gone Streamlit disables every field, and focus falls to the body.
    resume: () => {
      edited.forEach(commit);
      if (focused?.isConnected && document.activeElement === document.body) {
        focused.focus({ preventScroll: true });
        if (caret !== null && edited.has(focused)) focused.setSelectionRange(caret, caret);
      }
    },
  };
}

// Half a character (a lone surrogate) cannot travel: the server would refuse this message and every one after it.
// The value is set past React's own setter, so that React sees the change.
function mendHalves(field) {
  if (field.value.isWellFormed?.() ?? true) return;
  const at = field.selectionStart;
  const whole = field.value.toWellFormed();
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, whole);
  field.setSelectionRange(at, at);
}

// Streamlit puts the old text back, without a word, when a new one is longer than the field takes.
function tellIfRefused(field, words) {
  const typed = field.value;
  setTimeout(() => {
    if (typed.length > field.value.length && field.isConnected) showRefusal(field, words);
    else holderOf(field)?.querySelector(".kw-refused")?.remove();
  });
}

function showRefusal(field, words) {
  const holder = holderOf(field);
  if (!words || !holder || holder.querySelector(".kw-refused")) return;
  const told = document.createElement("p");
  told.className = "kw-err kw-refused";
  told.setAttribute("role", "alert");
  told.textContent = words;
  holder.append(told);
}

function holderOf(field) {
  return field.closest('[class*="st-key-"]');
}

function nameOf(field) {
  const holder = holderOf(field);
  return [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-"))?.slice("st-key-".length);
}
