/* Drag a matter to its place on the agenda. The buttons do the same without this. */
"use strict";
(() => {
  const list = document.querySelector("[data-list]");
  const form = document.querySelector("[data-drop]");
  if (!list || !form) return;
  let dragged = null;
  document.querySelectorAll("[data-item]").forEach((row) => {
    row.addEventListener("dragstart", (event) => {
      dragged = row;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", row.dataset.item);
      row.classList.add("is-dragged");
    });
    row.addEventListener("dragend", () => {
      row.classList.remove("is-dragged");
      list.classList.remove("is-target");
    });
  });
  const rows = () => [...list.children].filter((row) => row.dataset.item && row !== dragged);
  const place = (y) => rows().filter((row) => y > row.getBoundingClientRect().top + row.offsetHeight / 2).length;
  list.addEventListener("dragover", (event) => {
    if (!dragged) return;
    event.preventDefault();
    list.classList.add("is-target");
  });
  list.addEventListener("dragleave", () => list.classList.remove("is-target"));
  list.addEventListener("drop", (event) => {
    if (!dragged) return;
    event.preventDefault();
    form.elements.item.value = dragged.dataset.item;
    form.elements.position.value = place(event.clientY);
    form.submit();
  });
})();
