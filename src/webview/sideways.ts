/**
 * Tells the style sheet, by the classes `more-before` and `more-after`, where code goes on sideways beyond what is in
 * sight. Scroll-driven animations would do that without a script, but each frame of the page pays for every one that
 * ever ran: with hundreds of code blocks that is most of what scrolling takes. Only what is in sight is looked at here,
 * and its sizes are read only where the browser has just laid the page out.
 */
export function watchSideways(scroller: HTMLElement): void {
  const sizes = new ResizeObserver((entries) => {
    for (const pre of new Set(entries.map(({ target }) => target.closest("pre")))) {
      if (pre) {
        mark(pre);
      }
    }
  });
  const inSight = new WeakMap<HTMLPreElement, Set<EventTarget>>();
  // The groups of lines in a block tell when the browser begins and ceases to draw them.
  scroller.addEventListener(
    "contentvisibilityautostatechange",
    (event) => {
      const { target } = event;
      const pre = target instanceof Element ? target.closest("pre") : null;
      if (target === null || !pre) {
        return;
      }
      const groups = inSight.get(pre) ?? new Set();
      inSight.set(pre, groups);
      if (event instanceof ContentVisibilityAutoStateChangeEvent && event.skipped) {
        groups.delete(target);
      } else {
        groups.add(target);
      }
      for (const part of [pre, ...pre.children]) {
        if (groups.size === 0) {
          sizes.unobserve(part);
        } else if (groups.size === 1) {
          sizes.observe(part);
        }
      }
    },
    { capture: true },
  );
  scroller.addEventListener(
    "scroll",
    ({ target }) => {
      if (target instanceof HTMLPreElement) {
        mark(target);
      }
    },
    { capture: true, passive: true },
  );
}

/** Less than a pixel is rounding. */
const least = 1;

function mark(pre: HTMLPreElement): void {
  const after = pre.scrollWidth - pre.clientWidth - pre.scrollLeft;
  const block = pre.parentElement;
  block?.classList.toggle("more-before", pre.scrollLeft >= least);
  block?.classList.toggle("more-after", after >= least);
}
