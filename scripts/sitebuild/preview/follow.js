// Follows the preview: shows the page again when a file is saved, and what is wrong with the content while it is.
(() => {
  "use strict";
  let shown = null;
  let box = null;

  const element = (name, text, className) => {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  const item = ({ place, code, message, remedy }) => {
    const made = element("li");
    made.append(element("code", place), element("p", `${code} ${message}`), element("p", remedy, "remedy"));
    return made;
  };

  const tell = ({ problems, trouble }) => {
    box?.remove();
    box = element("dialog", "", "preview-problems");
    box.lang = "en";
    const count = problems.length;
    const title = count ? `${count} ${count === 1 ? "problem" : "problems"} to mend` : "The preview cannot go on";
    box.append(element("h2", title));
    if (trouble) box.append(element("pre", trouble));
    const list = element("ol");
    list.append(...problems.map(item));
    const close = element("button", "Show the page as it was");
    close.addEventListener("click", () => box.close());
    box.append(list, element("p", "This goes away by itself when the file is mended and saved.", "note"), close);
    document.body.append(box);
    box.showModal();
  };

  new EventSource("/_preview/news").addEventListener("message", ({ data }) => {
    const state = JSON.parse(data);
    if (state.problems.length || state.trouble) {
      tell(state);
      return;
    }
    if (box || (shown !== null && state.version !== shown)) {
      location.reload(); // the browser keeps the reader's place
      return;
    }
    // The first word may be of a version newer than the page, which was on its way when the file was saved.
    shown = state.version;
  });
})();
