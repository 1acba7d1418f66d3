import { StyleModule } from "style-mod";

/**
 * CodeMirror writes its styles into a <style> element, which our content security policy (`style-src 'self'`) does not apply.
 * Constructed style sheets are allowed: each style module becomes one, adopted by the document once.
 */
export function useConstructedStyles(): void {
  StyleModule.mount = (root, modules) => {
    const document = "ownerDocument" in root && root.ownerDocument ? root.ownerDocument : (root as Document);
    const all = Array.isArray(modules) ? modules : [modules];
    // Later modules are overridden by earlier ones, as CodeMirror orders them.
    for (const one of [...all].reverse()) {
      if (adopted.has(one)) continue;
      adopted.add(one);
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(one.getRules());
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    }
  };
}

const adopted = new WeakSet<StyleModule>();
