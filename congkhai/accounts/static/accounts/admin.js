/* Starts what Wagtail's own templates start with inline scripts, which our policy forbids (templates/wagtailadmin). */
(() => {
  const field = (mark) => mark.previousElementSibling.id;
  const starts = {
    initDateChooser: (mark, config) => window.initDateChooser(field(mark), config),
    initTimeChooser: (mark, config) => window.initTimeChooser(field(mark), config),
    initDateTimeChooser: (mark, config) => window.initDateTimeChooser(field(mark), config),
    InlinePanel: (mark, options) => new window.InlinePanel(options),
    MultipleChooserPanel: (mark, options) => new window.MultipleChooserPanel(options),
  };
  const whenRead = (act) => (document.readyState === "loading" ? document.addEventListener("DOMContentLoaded", act, { once: true }) : act());
  class Start extends window.StimulusModule.Controller {
    static values = { what: String, with: Object };
    connect() {
      if (this.element.dataset.started) return;
      this.element.dataset.started = "1";
      whenRead(() => starts[this.whatValue](this.element, this.withValue));
    }
  }
  window.wagtail.app.register("start", Start);
})();
