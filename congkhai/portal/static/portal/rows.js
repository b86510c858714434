// Cells copied from a spreadsheet, pasted into a table of the form: one cell each, with as many rows as it takes.
document.addEventListener("paste", (event) => {
  const cell = event.target.closest(".ck-rows td");
  const text = event.clipboardData.getData("text/plain");
  if (!cell || !/[\t\n]/.test(text.trim())) return;
  event.preventDefault();
  const table = cell.closest(".ck-rows");
  const body = table.querySelector("tbody");
  const count = table.querySelector("input[type=hidden]");
  const firstRow = cell.parentElement.rowIndex - 1;
  text.replace(/\r/g, "").replace(/\n+$/, "").split("\n").forEach((line, down) => {
    if (!body.rows[firstRow + down]) {
      const number = body.rows.length;
      const row = body.rows[number - 1].cloneNode(true);
      row.querySelectorAll("input, select, textarea").forEach((field) => {
        field.name = field.name.replace(/-\d+-([^-]+)$/, `-${number}-$1`);
        field.setAttribute("aria-label", field.getAttribute("aria-label").replace(/\d+$/, number + 1));
        field.value = "";
      });
      body.append(row);
      count.value = number + 1;
    }
    line.split("\t").forEach((value, right) => {
      const field = body.rows[firstRow + down].cells[cell.cellIndex + right]?.querySelector("input, select, textarea");
      if (!field) return;
      const option = [...(field.options ?? [])].find((one) => one.text.trim().toLowerCase() === value.trim().toLowerCase());
      field.value = option ? option.value : value.trim();
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
  });
});
