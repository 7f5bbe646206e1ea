// Keeps a slider and its box alike: the one that is moved writes the other, and the box tells the form.
(() => {
  const comma = document.documentElement.lang === "en" ? "." : ",";
  const grouped = (number) => String(number).replace(/\B(?=(\d{3})+$)/g, "\u00a0");
  const written = (range) => {
    const scale = Number(range.dataset.scale);
    if (scale === 1) return grouped(range.value);
    return (Number(range.value) / scale).toFixed(1).replace(".", comma);
  };
  const read = (box, scale) => Number(box.value.replace(/[\s\u00a0]/g, "").replace(",", ".")) * scale;

  document.addEventListener("input", (event) => {
    const from = event.target;
    if (from.matches("input[type=range][data-for]")) {
      document.getElementById(from.dataset.for).value = written(from);
    } else if (from.id) {
      const range = document.querySelector(`input[type=range][data-for="${CSS.escape(from.id)}"]`);
      const number = range ? read(from, Number(range.dataset.scale)) : NaN;
      if (Number.isFinite(number)) range.value = String(Math.round(number));
    }
  });
})();
