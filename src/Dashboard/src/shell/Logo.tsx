interface LogoProps {
  size?: number;
}

/**
 * The anchor mark: ring, stock, shank and two flukes in one stroke weight. It takes the colour of the text around it.
 */
export function Logo({ size = 22 }: LogoProps) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <circle cx="12" cy="4.5" r="2.25" />
      <path d="M12 6.75V21" />
      <path d="M8.25 10h7.5" />
      <path d="M3.5 13.5C3.75 18 7.25 21 12 21s8.25-3 8.5-7.5" />
      <path d="m2 15.5 1.5-2.250 2.250 1.250" />
      <path d="m22 15.5-1.5-2.250-2.250 1.250" />
    </svg>
  );
}
