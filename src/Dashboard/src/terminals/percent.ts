import type { Place } from './layout/places';

/** A rectangle in shares of the whole, for the page. */
export const percent = ({ left, top, width, height }: Place) => ({
  left: `${left * 100}%`,
  top: `${top * 100}%`,
  width: `${width * 100}%`,
  height: `${height * 100}%`,
});
