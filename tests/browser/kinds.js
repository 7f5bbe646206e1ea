// What kinds of elements the page holds, whatever its words and numbers. An element's kind is how it and all around it
// are marked up, and whether it holds words: what axe and the style sheets go by.
(() => {
    const TELLING = ["class", "type", "role", "scope", "lang", "data-color", "data-variant", "data-size"];
    const hasWords = (element) =>
        [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
    const look = (element) =>
        [
            element.tagName,
            ...element.getAttributeNames().sort(),
            ...TELLING.map((name) => element.getAttribute(name) || ""),
            hasWords(element),
        ].join(" ");
    const below = (element) => `${look(element)}(${[...element.children].map(below).join()})`;

    const hash = (text) => {
        let value = 7;
        for (const sign of text) value = (Math.imul(value, 31) + sign.codePointAt(0)) | 0;
        return value;
    };

    // Every way from main to an element, and the order of headings.
    window.kindsOfElements = () => {
        const found = new Set();
        const walk = (element, way) => {
            const here = hash(`${way} ${look(element)}`);
            found.add(here);
            [...element.children].forEach((child) => walk(child, here));
        };
        const main = document.querySelector("main");
        walk(main, 0);
        found.add(hash([...main.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((each) => each.tagName).join()));
        return [...found];
    };

    // Rows, items and the like that are marked up as two before them under the same parent.
    window.moreOfTheSame = () => {
        const repeated = [];
        for (const parent of document.querySelectorAll("tbody, ul, ol, dl, select, svg g, svg")) {
            const counts = {};
            for (const child of parent.children) {
                const kind = below(child);
                counts[kind] = (counts[kind] || 0) + 1;
                if (counts[kind] > 2) repeated.push(child);
            }
        }
        return repeated;
    };
})();
