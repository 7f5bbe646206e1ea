// Keeps in this browser what is typed in plain forms, per person and form, until the server says that it has it.
// Each page that is written on keeps an entry of its own: nothing kept is overwritten, nor put back without a click.
"use strict";

(() => {
  const template = document.getElementById("keep-offer");
  let store = null;
  try {
    store = localStorage;
  } catch { /* a closed store */ }
  if (!template || !store) return;
  const { person, fresh, said, leave } = template.dataset;
  const KINDS = ["textarea", "text", "email", "url", "tel"]; // no password, file or hidden field
  const CHOICES = ["select-one", "checkbox", "radio", "number", "date", "time"]; // kept along with what is typed, never alone
  const LONGEST = 14 * 24 * 60 * 60 * 1000; // milliseconds that anything is kept
  const ALL = "dekom:"; // what autosave.js keeps begins so too
  const mine = `${ALL}keep:${person}:`;
  const written = new Map(); // the forms written in here: the key, the texts and the choices that are kept

  const keys = (start) => Object.keys(store).filter((key) => key.startsWith(start)).sort(); // oldest first
  const addressOf = (form) => {
    const url = new URL(form.getAttribute("action") ?? "", location.href);
    url.searchParams.delete("_changelist_filters"); // the way back in the admin: the form is the same from any list
    return url.pathname + url.search;
  };
  const idOf = (box) => box.id || box.name;
  const baseOf = (box) => box.form.elements[`old-${box.name}`] ?? box.form.elements.was; // which text one started from
  const isKept = (form) => form?.matches("form[method=post]:not([data-unkept], [data-storage], :has([data-unkept]))");
  const savesItself = (form) => form.querySelector("[data-saved]"); // its choices are sent as they are made
  const boxesOf = (form) => [...form.elements].filter((box) => KINDS.includes(box.type) && !box.hidden && !box.readOnly && !box.disabled);
  const choicesOf = (form) => [...form.elements].filter((box) => CHOICES.includes(box.type) && !box.disabled);
  const stand = (box) => (["checkbox", "radio"].includes(box.type) ? "checked" : "value");
  const same = (one, other) => one.trim() === other.trim();
  const entryOf = (key) => JSON.parse(store.getItem(key));
  const begun = (texts) => Object.values(texts).map(({ text }) => text.trim()).filter(Boolean)[0]?.slice(0, 60) ?? "";
  const newKey = () => `${mine}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`;
  const when = (at) => {
    const day = new Date(at).toDateString() === new Date().toDateString() ? {} : { day: "numeric", month: "long" };
    return new Date(at).toLocaleString(document.documentElement.lang, { ...day, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  };

  function keep(form, { key, texts, choices }) {
    try {
      if (Object.keys(texts).length) store.setItem(key, JSON.stringify({ address: addressOf(form), at: Date.now(), texts, choices }));
      else store.removeItem(key);
    } catch { /* a full store: the field itself still has the text */ }
  }
  const here = (form) => written.get(form) ?? written.set(form, { key: newKey(), texts: {}, choices: {} }).get(form);

  function offer(form, key, entry, boxes) {
    const shown = template.content.firstElementChild.cloneNode(true);
    if (form.contains(boxes[0])) form.prepend(shown);
    else boxes[0].closest("details, .ds-field").before(shown);
    const words = `${said.replace("{at}", when(entry.at))} «${begun(entry.texts)}»`;
    setTimeout(() => (shown.querySelector("[role=status]").textContent = words), 100); // heard, as it is new
    shown.addEventListener("click", ({ target }) => {
      if (!target.dataset.kept) return;
      shown.remove();
      if (target.dataset.kept === "back") putBack(form, key, entry, boxes);
      else store.removeItem(key);
      boxes[0].focus();
    });
  }

  function putBack(form, key, entry, boxes) {
    const { key: other, texts, choices } = here(form);
    if (Object.keys(texts).length) offer(form, other, { at: Date.now(), texts, choices }, boxes); // typed since: offered in its turn
    written.set(form, { key, texts: entry.texts, choices: entry.choices });
    const chosen = choicesOf(form).filter((box) => idOf(box) in entry.choices);
    for (const box of chosen) box[stand(box)] = entry.choices[idOf(box)];
    for (const box of chosen) box.dispatchEvent(new Event("change", { bubbles: true }));
    for (const box of boxes) {
      const { text, base } = entry.texts[idOf(box)];
      box.closest("details")?.setAttribute("open", "");
      if (base !== undefined) baseOf(box).value = base;
      box.value = text;
      for (const kind of ["input", "change"]) box.dispatchEvent(new Event(kind, { bubbles: true }));
    }
  }

  function meet(form, key, { address, at, texts, choices = {} }) {
    const boxes = boxesOf(form).filter((box) => idOf(box) in texts);
    if (address !== addressOf(form) || !boxes.length || !begun(texts)) return;
    const all = (stands) => boxes.length === Object.keys(texts).length && boxes.every((box) => same(stands(box), texts[idOf(box)].text));
    if (fresh && all((box) => box.defaultValue)) store.removeItem(key); // the server has it
    else if (all((box) => box.value)) written.set(form, { key, texts, choices }); // come back with errors to be put right
    else offer(form, key, { at, texts, choices }, boxes);
  }

  document.addEventListener("input", ({ target: box }) => {
    const { form } = box;
    if (!isKept(form) || !boxesOf(form).includes(box)) return;
    here(form).texts[idOf(box)] = { text: box.value, base: baseOf(box)?.value };
    keep(form, here(form));
  });
  document.addEventListener("change", ({ target: box }) => {
    const { form } = box;
    if (!isKept(form) || savesItself(form) || !choicesOf(form).includes(box)) return;
    for (const each of box.type === "radio" ? choicesOf(form).filter(({ name }) => name === box.name) : [box]) {
      here(form).choices[idOf(each)] = each[stand(each)];
    }
    keep(form, here(form));
  });
  document.addEventListener("dekom:saved", ({ target: box }) => { // a form that saves itself: the server has this field
    delete here(box.form).texts[idOf(box)];
    keep(box.form, here(box.form));
  });
  document.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (form.matches("[data-sign-out]")) {
      const unsaved = [...keys(mine), ...keys(`${ALL}${person}-`)];
      if (unsaved.length && !confirm(leave)) event.preventDefault();
      else unsaved.forEach((key) => store.removeItem(key));
    } else if (submitter?.dataset.takes && written.has(form)) { // takes one field only: the others stay kept
      const { key, texts, choices } = here(form);
      const { [submitter.dataset.takes]: taken, ...rest } = texts;
      keep(form, { key: newKey(), texts: rest, choices });
      written.set(form, { key, texts: taken ? { [submitter.dataset.takes]: taken } : {}, choices });
      keep(form, here(form));
    }
  });
  document.addEventListener("formdata", ({ target: form, formData }) => {
    if (written.has(form)) formData.set("kept", written.get(form).key.slice(mine.length)); // the server answers with a cookie
  });

  const isRefused = document.querySelector(".dk-messages [data-color=danger]");
  for (const [, name] of document.cookie.matchAll(/kept-([0-9a-z]+)=/g)) {
    document.cookie = `kept-${name}=; path=/; max-age=0; samesite=lax`;
    if (isRefused || !store.getItem(mine + name)) continue;
    const { address, at, texts } = entryOf(mine + name);
    const isWrittenAnew = (entry) => entry.address === address && entry.at <= at && Object.keys(entry.texts).every((id) => id in texts);
    keys(mine).filter((key) => isWrittenAnew(entryOf(key))).forEach((key) => store.removeItem(key)); // this one, and earlier tries
  }
  const met = new Set();
  for (const key of keys(ALL).reverse()) { // the newest first: of two that are alike it stays
    const { at, address, texts } = entryOf(key);
    const whole = address && JSON.stringify([address, Object.entries(texts).map(([id, { text }]) => [id, text])]);
    if (at < Date.now() - LONGEST || (whole && met.has(whole))) store.removeItem(key);
    met.add(whole);
  }
  for (const form of document.forms) {
    if (isKept(form)) keys(mine).forEach((key) => meet(form, key, entryOf(key)));
  }
})();
