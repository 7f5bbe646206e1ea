// Saves each field by itself a moment after one stops writing. What the server does not have yet is kept in this
// browser, per document, field and person, and is sent again after a lost connection, a server that is away, or a
// session that has run out. A field says which text the writing started from: nobody is overwritten unseen.
"use strict";

(() => {
  const form = document.querySelector("form[data-autosave]");
  if (!form) return;
  const words = document.getElementById("autosave-words").dataset;
  const PAUSE = 900; // milliseconds without a key
  const RETRY = 4000;
  const LONGEST = 8000; // between two tries
  const [person] = form.dataset.storage.split("-"); // whose page this is, whoever signs in in another tab
  const keyOf = (key) => `dekom:${form.dataset.storage}:${key}`;
  const fields = new Map();
  let banner = null;

  const read = (key) => {
    try {
      return JSON.parse(localStorage.getItem(keyOf(key)));
    } catch {
      return null;
    }
  };
  const keep = (field) => {
    try {
      localStorage.setItem(keyOf(field.key), JSON.stringify({ base: field.base.value, value: field.box.value, at: Date.now() }));
    } catch { /* a full or closed store: the field itself still has the text */ }
  };
  const forget = (field) => {
    try {
      localStorage.removeItem(keyOf(field.key));
    } catch { /* as above */ }
  };

  const say = (field, text, state = "") => {
    field.mark.textContent = text;
    field.mark.dataset.state = state;
  };
  const complain = (field, text) => {
    field.error.textContent = text;
    field.error.hidden = !text;
    if (text) field.box.setAttribute("aria-invalid", "true");
    else field.box.removeAttribute("aria-invalid");
  };
  const announce = (text, link) => {
    if (!text) {
      banner?.remove();
      banner = null;
      return;
    }
    if (!banner) {
      banner = document.createElement("div");
      banner.className = "ds-alert dk-unsaved";
      banner.dataset.color = "warning";
      banner.setAttribute("role", "alert");
      form.prepend(banner);
    }
    if (banner.dataset.text === text) return;
    banner.dataset.text = text;
    banner.textContent = `${text} `;
    if (link) {
      const anchor = document.createElement("a");
      anchor.className = "ds-link";
      anchor.href = `${words.login}?next=${encodeURIComponent(location.pathname)}`;
      anchor.target = "_blank";
      anchor.rel = "noopener";
      anchor.textContent = link;
      banner.append(anchor);
    }
  };
  const token = () => {
    const cookie = document.cookie.match(/(?:^|; )csrftoken=([^;]+)/); // anew each time: signing in changes it
    return cookie ? cookie[1] : form.querySelector("[name=csrfmiddlewaretoken]").value;
  };
  const later = (field) => {
    field.wait = Math.min((field.wait || 1000) * 2, LONGEST);
    clearTimeout(field.timer);
    field.timer = setTimeout(() => send(field), field.wait);
  };
  const post = (body) =>
    fetch(form.dataset.autosave, {
      method: "POST",
      body: new URLSearchParams({ person, ...body }),
      headers: { "X-CSRFToken": token() },
      redirect: "manual", // an answer that leads to the sign-in page is not followed
      keepalive: body.value === undefined || body.value.length < 20000,
      credentials: "same-origin",
    });

  const isAway = ({ status }) => status === 0 || status === 429 || status >= 500; // 0: no connection, or led to the sign-in page
  const wait = (field, { type }) => {
    say(field, words.waiting, "waiting");
    if (type === "opaqueredirect") announce(words.signedOut, words.signIn);
    else announce(words.offline);
  };
  const clearBanner = () => {
    if (!form.querySelector("[data-saved][data-state=waiting]")) announce("");
  };

  async function send(field) {
    clearTimeout(field.timer);
    const value = field.box.value;
    if (field.busy || field.clash || (value === field.base.value && !field.stale)) return;
    field.busy = true;
    say(field, words.saving);
    const response = await post({ key: field.key, base: field.base.value, value }).catch(() => Response.error());
    field.busy = false;
    if (isAway(response)) {
      wait(field, response);
      later(field);
    } else if (response.ok) {
      await taken(field, value, await response.json());
    } else if (response.status === 409) {
      field.clash = { ...(await response.json()), mine: value };
      say(field, words.conflict, "conflict");
      document.dispatchEvent(new CustomEvent("dekom:conflict", { detail: { field, form } }));
    } else if (response.status === 422) {
      complain(field, (await response.json()).message);
      say(field, "");
    } else if (response.status === 403 && !field.again) {
      field.again = true; // somebody has signed in in another tab meanwhile: the new token is in the cookie
      later(field);
    } else {
      complain(field, words.gone);
      say(field, "");
    }
  }

  async function taken(field, value, answer) {
    field.wait = 0;
    field.again = field.stale = false;
    field.base.value = value;
    complain(field, "");
    if (field.box.value === value) {
      forget(field);
      if (field.box.value !== answer.value && field.kind === "kroner" && document.activeElement !== field.box) {
        field.box.value = field.base.value = answer.value;
      }
      say(field, `${words.saved} ${answer.saved}`, "saved");
    } else {
      keep(field);
      schedule(field);
    }
    if (answer.meter) document.getElementById("meter").innerHTML = answer.meter;
    for (const [pk, sum] of Object.entries(answer.sums || {})) {
      for (const place of document.querySelectorAll(`[data-sum="${pk}"]`)) place.textContent = sum;
    }
    clearBanner();
    const all = document.getElementById("all-saved");
    if (all) all.textContent = `${words.saved} ${answer.saved}`;
  }

  function schedule(field) {
    clearTimeout(field.timer);
    field.timer = setTimeout(() => send(field), PAUSE);
  }

  function follow(holder) {
    const box = holder.querySelector("textarea.ds-input, select.ds-input, input.ds-input");
    const field = {
      key: holder.dataset.field,
      kind: holder.dataset.kind,
      box,
      base: holder.querySelector("[data-base]"),
      mark: holder.querySelector("[data-saved]"),
      error: holder.querySelector("[data-error]"),
    };
    if (!box || box.readOnly || box.disabled) return;
    fields.set(field.key, field);
    box.addEventListener("input", () => {
      keep(field);
      say(field, "");
      schedule(field);
    });
    box.addEventListener("change", () => send(field));
    box.addEventListener("blur", () => send(field));
    field.send = () => send(field);
    restore(field, holder);
  }

  // What the browser kept and the server never confirmed comes back into the field, and is sent
  function restore(field, holder) {
    const kept = read(field.key);
    if (!kept || "clash" in holder.dataset) return;
    if (kept.value === field.box.value) {
      forget(field);
      return;
    }
    field.base.value = kept.base;
    field.box.value = kept.value;
    field.stale = true;
    say(field, words.restored, "waiting");
    schedule(field);
  }

  async function tick(box, holder) {
    const field = { box, mark: holder.querySelector("[data-saved]"), error: holder.querySelector("[data-error]") };
    const sent = { key: holder.dataset.field, choice: box.value, chosen: box.checked ? "1" : "0" };
    const response = await post(sent).catch(() => Response.error());
    if (response.ok) {
      const { saved } = await response.json();
      holder.querySelector("[data-base]").value = [...holder.querySelectorAll("input:checked")].map((each) => each.value).join(",");
      complain(field, "");
      say(field, `${words.saved} ${saved}`, "saved");
      clearBanner();
    } else if (isAway(response)) {
      wait(field, response);
      setTimeout(() => tick(box, holder), RETRY);
    } else {
      complain(field, response.status === 422 ? (await response.json()).message : words.gone);
      say(field, "");
    }
  }

  for (const holder of form.querySelectorAll("[data-field][data-kind]")) {
    if (holder.dataset.kind === "choices") {
      holder.addEventListener("change", (event) => tick(event.target, holder));
    } else {
      follow(holder);
    }
  }
  const retry = () => fields.forEach((field) => {
    if (field.box.value !== field.base.value || field.stale) send(field);
  });
  window.addEventListener("online", retry);
  window.addEventListener("focus", retry);
  document.addEventListener("visibilitychange", retry);
  window.addEventListener("pagehide", retry);
  for (const button of form.querySelectorAll("[data-plain]")) button.hidden = true; // the form saves itself
  form.addEventListener("submit", () => fields.forEach((field) => {
    clearTimeout(field.timer);
    field.busy = true; // the form carries everything now
  }));
})();
