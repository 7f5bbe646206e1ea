// Completes placeholders while one writes a letter's text: «{{» opens a list of those that the page names.
(() => {
  const form = document.querySelector("[data-placeholder-completion]");
  if (!form) return;
  const names = [...document.querySelectorAll("[data-placeholder]")].map((each) => each.dataset.placeholder);
  const list = document.createElement("ul");
  list.className = "dk-completion";
  list.id = "completion";
  list.setAttribute("role", "listbox");
  list.hidden = true;
  let box = null;
  let chosen = 0;

  const begun = () => /\{\{ *([a-z_]*)$/.exec(box.value.slice(0, box.selectionStart));

  const close = () => {
    list.hidden = true;
    if (box) {
      box.removeAttribute("aria-activedescendant");
    }
  };

  const mark = () => {
    [...list.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === chosen)));
    const item = list.children[chosen];
    if (item) {
      box.setAttribute("aria-activedescendant", item.id);
      item.scrollIntoView({ block: "nearest" });
    }
  };

  const take = (name) => {
    const found = begun();
    const start = box.selectionStart - found[0].length;
    const after = box.value.slice(box.selectionStart).replace(/^ *\}\}/, "");
    const text = `{{ ${name} }}`;
    box.value = box.value.slice(0, start) + text + after;
    box.selectionStart = box.selectionEnd = start + text.length;
    close();
    box.dispatchEvent(new Event("input", { bubbles: true }));
    box.focus();
  };

  const open = () => {
    const found = begun();
    const fitting = found ? names.filter((name) => name.includes(found[1])) : [];
    if (!fitting.length) return close();
    list.replaceChildren(
      ...fitting.map((name, number) => {
        const item = document.createElement("li");
        item.id = `completion-${number}`;
        item.textContent = name;
        item.setAttribute("role", "option");
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          take(name);
        });
        return item;
      }),
    );
    chosen = 0;
    box.parentElement.append(list);
    list.hidden = false;
    mark();
  };

  form.querySelectorAll("textarea").forEach((each) => {
    each.setAttribute("aria-autocomplete", "list");
    each.setAttribute("aria-controls", "completion");
    each.setAttribute("aria-haspopup", "listbox");
  });
  form.append(list);
  form.addEventListener("input", (event) => {
    if (!event.target.matches("textarea") || !event.isTrusted) return;
    box = event.target;
    open();
  });
  form.addEventListener("keydown", (event) => {
    if (list.hidden || event.target !== box) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      const step = event.key === "ArrowDown" ? 1 : -1;
      chosen = (chosen + step + list.children.length) % list.children.length;
      mark();
      event.preventDefault();
    } else if (event.key === "Enter" || event.key === "Tab") {
      take(list.children[chosen].textContent);
      event.preventDefault();
    } else if (event.key === "Escape") {
      close();
      event.preventDefault();
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.target === box) close();
  });
})();
