/** Up to here the list is a drawer, or the page itself. */
const LIST_DRAWER = 760;
/** Up to here what is beside the page is a drawer. */
const BESIDE_DRAWER = 960;
/** Up to here the navigation shows only its signs. */
const NARROW_NAVIGATION = 1180;
/** Up to here it is behind a button. */
const NO_NAVIGATION = 560;

/** What there is room for. */
export class Room {
  width = $state(window.innerWidth);
  readonly list: boolean = $derived(this.width > LIST_DRAWER);
  readonly beside: boolean = $derived(this.width > BESIDE_DRAWER);
  readonly wideNavigation: boolean = $derived(this.width > NARROW_NAVIGATION);
  readonly navigation: boolean = $derived(this.width > NO_NAVIGATION);

  constructor() {
    const measure = (): void => void (this.width = window.innerWidth);
    $effect(() => {
      window.addEventListener("resize", measure);
      return () => window.removeEventListener("resize", measure);
    });
  }
}
