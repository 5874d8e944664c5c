(() => {
  const marks = [...document.querySelectorAll("mark[data-codes]")];
  const codes = [...document.querySelectorAll("li[data-code]")];
  const codesOf = (mark) => mark.dataset.codes.split(" ");
  const light = (numbers) => {
    for (const mark of marks) mark.classList.toggle("lit", codesOf(mark).some((n) => numbers.includes(n)));
    for (const code of codes) code.classList.toggle("lit", numbers.includes(code.dataset.code));
  };
  const under = (target) => {
    const element = target instanceof Element ? target : null;
    const mark = element && element.closest("mark[data-codes]");
    if (mark) return codesOf(mark);
    const code = element && element.closest("li[data-code]");
    return code ? [code.dataset.code] : [];
  };
  const focused = () => under(document.activeElement);
  document.addEventListener("mouseover", (event) => {
    const numbers = under(event.target);
    light(numbers.length ? numbers : focused());
  });
  document.addEventListener("focusin", (event) => light(under(event.target)));
  document.addEventListener("focusout", () => light([]));
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") light([]); });
})();
