import { at } from "../../src/numerics/at.ts";
import { seededNormal } from "../../src/numerics/stats/random.ts";

/** Noise of ln L at the records of a run, of a given standard deviation unless it says otherwise. */
export interface Noise {
  readonly name: string;
  readonly of: (t: Float64Array, random: () => number) => Float64Array;
}

/** A stationary AR(1) process; white for phi 0. */
export function autoregressive(phi: number, sigma = 0.02): Noise {
  return {
    name: `${phi === 0 ? "white" : `AR ${phi}`}${sigma === 0.02 ? "" : `, sd ${sigma}`}`,
    of: (t, random) => {
      const normal = seededNormal(random);
      let value = normal();
      return t.map((_, i) => {
        value = i === 0 ? value : phi * value + Math.sqrt(1 - phi * phi) * normal();
        return sigma * value;
      });
    },
  };
}

/** White noise whose standard deviation follows a power of t. */
export function trending(exponent: number, sigmaAtOne: number): Noise {
  return {
    name: `sd as t^${exponent}`,
    of: (t, random) => {
      const normal = seededNormal(random);
      return t.map((time) => sigmaAtOne * time ** exponent * normal());
    },
  };
}

/** Student's t with three degrees of freedom, scaled to the standard deviation. */
export function heavyTailed(sigma = 0.02): Noise {
  return {
    name: "t with 3 df",
    of: (t, random) => {
      const normal = seededNormal(random);
      return t.map(() => {
        const square = (normal() ** 2 + normal() ** 2 + normal() ** 2) / 3;
        return (sigma * normal()) / Math.sqrt(3 * square);
      });
    },
  };
}

/** White noise in which one record of a hundred is three times as large a loss. */
export function spiking(sigma = 0.02): Noise {
  return {
    name: "spikes x 3",
    of: (t, random) => {
      const normal = seededNormal(random);
      return t.map(() => sigma * normal() + (random() < 0.01 ? Math.log(3) : 0));
    },
  };
}

/** Past values that long memory is summed over, and the standard deviation of that sum at d = 0.4. */
const past = 2000;
const spread = 1.4388;

/** Fractional noise, ARFIMA(0, 0.4, 0), by its moving average. Hosking 1981, "Fractional differencing". */
export function longMemory(sigma = 0.02, d = 0.4): Noise {
  const psi = new Float64Array(past);
  psi[0] = 1;
  for (let k = 1; k < past; k++) {
    psi[k] = (at(psi, k - 1) * (k - 1 + d)) / k;
  }
  return {
    name: `long memory ${d}`,
    of: (t, random) => {
      const normal = seededNormal(random);
      const shocks = new Float64Array(t.length + past).map(() => normal());
      return t.map((_, i) => {
        let sum = 0;
        for (let k = 0; k < past; k++) {
          sum += at(psi, k) * at(shocks, i + past - k);
        }
        return (sigma / spread) * sum;
      });
    },
  };
}
