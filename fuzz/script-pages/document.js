import vm from 'node:vm';

/**
 * The little of a document that pages of the fuzzer and of the catalogue need: elements by id or attribute, their
 * handlers and listeners, and events that go to each of them in page order.
 * @typedef {{ tagName: string, attrs: { name: string, value: string }[], parentNode: any, childNodes?: any[] }} Tag
 */
export class PageDocument {
  /** @param {any} html the tree of parse5 @param {vm.Context} context */
  constructor(html, context) {
    this.context = context;
    /** @type {PageElement[]} */
    this.elements = [];
    /** @type {string[]} */
    this.urls = [];
    /** @param {any} node @param {PageElement | null} form */
    const visit = (node, form) => {
      let inside = form;
      if (node.tagName) {
        const element = new PageElement(node, form);
        this.elements.push(element);
        if (node.tagName === 'form') inside = element;
        if (form && element.name) /** @type {any} */ (form.object)[element.name] = element.object;
        for (const { value } of node.attrs) {
          const url = /^javascript:(.*)/s.exec(value);
          if (url) this.urls.push(url[1]);
        }
      }
      for (const child of node.childNodes ?? []) visit(child, inside);
    };
    visit(html, null);
    for (const element of this.elements)
      for (const { name, value } of element.tag.attrs) if (/^on/.test(name)) this.setHandler(element, name, value);
  }

  /** The handler of an attribute, with the element, its form and the document in scope. @param {PageElement} element @param {string} name @param {string} code */
  setHandler(element, name, code) {
    const make = vm.runInContext(
      `(function (own, form) { with (document) with (form) with (own) return function (event) { ${code}\n}; })`,
      this.context,
    );
    const isOfWindow = element.tag.tagName === 'body' && /^on(?:load|resize|unload)$/.test(name);
    const handler = make(isOfWindow ? {} : element.object, element.form?.object ?? {});
    if (isOfWindow) this.context[name] = handler;
    else /** @type {any} */ (element.object)[name] = handler;
  }

  /** What scripts see as `document`, besides what the caller adds. */
  methods() {
    const objects = (/** @type {(e: PageElement) => boolean} */ test) =>
      this.elements.filter(test).map((e) => e.object);
    const body = this.elements.find((e) => e.tag.tagName === 'body');
    const select = (/** @type {string} */ selector) => {
      const parts = /^\[([\w-]+)="(.*)"\]$/.exec(selector);
      return objects((e) => (parts ? e.get(parts[1]) === parts[2] : e.get('id') === selector.slice(1)));
    };
    return {
      body: body?.object,
      getElementById: (/** @type {string} */ id) => objects((e) => e.get('id') === id)[0] ?? null,
      querySelectorAll: select,
      querySelector: (/** @type {string} */ selector) => select(selector)[0] ?? null,
    };
  }

  /** One event of each type that somebody listens to, at the window and then at each element. @returns {(() => unknown)[]} */
  events() {
    const runs = [];
    for (const name of ['onload', 'onresize', 'onunload']) {
      const handler = this.context[name];
      if (typeof handler === 'function')
        runs.push(() => handler.call(vm.runInContext('globalThis', this.context), { type: name.slice(2) }));
    }
    for (const element of this.elements) {
      for (const type of [...element.listeners.keys()].sort())
        for (const listener of element.listeners.get(type) ?? [])
          runs.push(() => {
            const result = listener.run.call(element.object, {
              type,
              currentTarget: element.object,
              target: element.object,
            });
            if (listener.isHandler && result === false) this.context.log('prevented', type);
          });
    }
    for (const code of this.urls) runs.push(() => vm.runInContext(code, this.context));
    return runs;
  }
}

class PageElement {
  /** @param {Tag} tag @param {PageElement | null} form */
  constructor(tag, form) {
    this.tag = tag;
    this.form = form;
    this.name = this.get('name');
    /** @type {Map<string, { run: Function, isHandler: boolean }[]>} */
    this.listeners = new Map();
    const slots = new Map();
    const list = (/** @type {string} */ type) => {
      const known = this.listeners.get(type) ?? [];
      this.listeners.set(type, known);
      return known;
    };
    const own = {
      id: this.get('id') ?? '',
      value: this.get('value') ?? '',
      addEventListener: (/** @type {string} */ type, /** @type {Function} */ run) =>
        void list(type).push({ run, isHandler: false }),
    };
    // `onclick` keeps the place at which it was set first.
    this.object = new Proxy(own, {
      set: (target, name, value) => {
        const type = /^on([a-z]+)$/.exec(String(name))?.[1];
        if (type === undefined) return Reflect.set(target, name, value);
        const slot = slots.get(type);
        if (slot) slot.run = value;
        else {
          slots.set(type, { run: value, isHandler: true });
          list(type).push(slots.get(type));
        }
        return true;
      },
    });
  }

  /** @param {string} name */
  get(name) {
    return this.tag.attrs.find((a) => a.name === name)?.value;
  }
}
