// Kaderwijzer's bridge: see bridge.py. The page keeps one bridge; every run only hands it new data.

const SETTLE_MS = 1000; // typing pauses shorter than this are part of one change
const FOCUS_WITHIN_MS = 5000;
const TEXT_FIELDS = '[data-testid="stTextArea"] textarea, [data-testid="stTextInput"] input';

export default function ({ data }) {
  window.kaderwijzerBridge ??= makeBridge();
  window.kaderwijzerBridge.receive(data);
}

function makeBridge() {
  const live = makeLiveRegion();
  const edited = watchTyping(() => now);
  let now = {};
  let announced = "";

  function receive(data) {
    const before = now;
    now = data;
    document.documentElement.lang = data.lang;
    document.title = data.title;
    rememberLanguage(data.lang);
    if (before.page !== undefined && before.page !== data.page) {
      edited.clear();
      focusHeading();
    }
    const saying = `${data.count} ${data.announce}`;
    if (data.announce && saying !== announced) {
      live.textContent = "";
      setTimeout(() => (live.textContent = data.announce), 100); // an empty moment makes the same words heard again
    }
    announced = saying;
  }

  return { receive };
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

// The server reads it to name the language in the first byte of the next page.
function rememberLanguage(lang) {
  const secure = location.protocol === "https:" ? "; Secure" : "";
  document.cookie = `kw_lang=${lang}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

// Streamlit drops focus to the body on a change of page. A heading that is redrawn after the run would lose it again.
function focusHeading() {
  const until = performance.now() + FOCUS_WITHIN_MS;
  const held = document.activeElement;
  const look = () => {
    const state = document.querySelector('[data-testid="stApp"]')?.dataset.testScriptState ?? "notRunning";
    const heading = document.querySelector('[data-testid="stMain"] h1');
    const active = document.activeElement;
    if (active !== held && active?.matches(TEXT_FIELDS)) return; // the person is typing already
    if (heading && state === "notRunning") {
      heading.setAttribute("tabindex", "-1");
      heading.focus({ preventScroll: true });
      document.querySelector('[data-testid="stMain"]')?.scrollTo(0, 0);
    } else if (performance.now() < until) setTimeout(look, 50);
  };
  setTimeout(look, 50);
}

// Streamlit sends a text on blur or Ctrl+Enter only. Undocumented for a made-up keystroke: tests/browser watches it.
function watchTyping(now) {
  const edited = new Set();
  const timers = new WeakMap();
  const composing = new WeakSet();
  const commit = (field) => {
    clearTimeout(timers.get(field));
    if (!field.isConnected || composing.has(field)) return;
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
    edited.add(field);
    commitLater(field);
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") edited.forEach(commit);
  });
  // The socket closes with the page: what was typed in its last second goes by a request that outlives it.
  addEventListener("pagehide", () => {
    const { session, route } = now();
    for (const field of edited) {
      const name = nameOf(field);
      if (!route || !name || !field.isConnected) continue;
      const draft = JSON.stringify({ session, field: name, text: field.value });
      navigator.sendBeacon(route, new Blob([draft], { type: "application/json" }));
    }
  });
  return edited;
}

function nameOf(field) {
  const holder = field.closest('[class*="st-key-"]');
  return [...(holder?.classList ?? [])].find((name) => name.startsWith("st-key-"))?.slice("st-key-".length);
}
