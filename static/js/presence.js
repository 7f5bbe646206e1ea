// Tells in which field one writes, and marks the fields that others write in. Advice only: nothing is locked.
"use strict";

(() => {
  const place = document.getElementById("presence-place");
  const panel = document.getElementById("presence");
  const words = document.getElementById("autosave-words")?.dataset;
  if (!place || !panel || !words) return;

  document.addEventListener("focusin", (event) => {
    const key = event.target.closest("[data-field][data-kind]")?.dataset.field || "";
    if (key === place.value) return;
    place.value = key;
    document.body.dispatchEvent(new Event("moved"));
  });

  // An answer that leads to the sign-in page is no list of people
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === panel && event.detail.xhr.responseURL.includes(words.login)) event.detail.shouldSwap = false;
  });

  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== panel) return;
    for (const note of document.querySelectorAll("[data-writing]")) {
      note.hidden = true;
      note.closest("[data-field]").classList.remove("dk-busy");
    }
    for (const person of panel.querySelectorAll("[data-place]")) {
      const holder = document.querySelector(`[data-field="${CSS.escape(person.dataset.place)}"]`);
      const note = holder?.querySelector("[data-writing]");
      if (!note) continue;
      const avatar = document.createElement("span");
      avatar.className = "dk-avatar";
      avatar.setAttribute("aria-hidden", "true");
      avatar.textContent = person.dataset.initials;
      note.replaceChildren(avatar, `${person.dataset.name} ${words.writes}`);
      note.hidden = false;
      holder.classList.add("dk-busy");
    }
  });
})();
