import { useId } from 'react';
import classes from './Sparkline.module.css';

interface SparklineProps {
  /** Oldest first; times in milliseconds. Undefined while they are on their way. */
  points: readonly { at: number; value: number }[] | undefined;
  /** The value at the top edge. */
  maximum: number;
  label: string;
  text: string;
}

const Width = 300;
const Height = 56;
/** A longer silence is drawn as a break, not as a line. */
const Break = 3 * 60_000;

/** A measure over the last hour. */
export function Sparkline({ points, maximum, label, text }: SparklineProps) {
  return (
    <figure className={classes.figure}>
      <figcaption>
        <span>{label}</span>
        <b className="tabular">{text}</b>
      </figcaption>
      {points && points.length > 1 ? (
        <Curve points={points} maximum={maximum} title={`${label} over the last hour, now ${text}`} />
      ) : (
        <div className={classes.empty}>{points && 'Collecting; a measure each minute'}</div>
      )}
    </figure>
  );
}

interface CurveProps {
  points: readonly { at: number; value: number }[];
  maximum: number;
  title: string;
}

function Curve({ points, maximum, title }: CurveProps) {
  const gradient = useId();
  const start = points[0]?.at ?? 0;
  const span = Math.max(1, (points.at(-1)?.at ?? 0) - start);
  const x = (at: number) => ((at - start) / span) * Width;
  const y = (value: number) => Height - 2 - (Math.min(value, maximum) / (maximum || 1)) * (Height - 6);

  const runs: { at: number; value: number }[][] = [];
  for (const point of points) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && point.at - before.at < Break) run.push(point);
    else runs.push([point]);
  }
  const lines = runs.map((run) => run.map((point) => `${x(point.at).toFixed(1)},${y(point.value).toFixed(1)}`));

  return (
    <svg viewBox={`0 0 ${Width} ${Height}`} preserveAspectRatio="none" role="img" aria-label={title}>
      <defs>
        <linearGradient id={gradient} x1="0" y1="0" x2="0" y2="1">
          <stop offset="0" stopColor="var(--accent)" stopOpacity="0.22" />
          <stop offset="1" stopColor="var(--accent)" stopOpacity="0" />
        </linearGradient>
      </defs>
      {runs.map((run, index) => {
        const line = lines[index]?.join(' ') ?? '';
        const from = x(run[0]?.at ?? 0);
        const to = x(run.at(-1)?.at ?? 0);
        return (
          <g key={run[0]?.at}>
            <polygon points={`${from},${Height} ${line} ${to},${Height}`} fill={`url(#${gradient})`} />
            <polyline
              points={line}
              fill="none"
              stroke="var(--accent)"
              strokeWidth="1.5"
              vectorEffect="non-scaling-stroke"
              strokeLinejoin="round"
            />
          </g>
        );
      })}
    </svg>
  );
}
