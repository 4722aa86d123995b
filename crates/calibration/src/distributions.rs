//! Tails and quantiles of the distributions that intervals and tests need: normal, Student's t, chi-squared. Accurate to
//! about twelve digits; the incomplete gamma and beta functions are the continued fractions of Lentz.

use std::f64::consts::{PI, SQRT_2};

/// The logarithm of the gamma function for a positive number (Lanczos, nine terms).
fn ln_gamma(x: f64) -> f64 {
    const TERMS: [f64; 8] = [
        676.520_368_121_885_1,
        -1_259.139_216_722_402_8,
        771.323_428_777_653_1,
        -176.615_029_162_140_6,
        12.507_343_278_686_905,
        -0.138_571_095_265_720_12,
        9.984_369_578_019_572e-6,
        1.505_632_735_149_311_6e-7,
    ];
    if x < 0.5 {
        return (PI / (PI * x).sin()).ln() - ln_gamma(1.0 - x);
    }
    let x = x - 1.0;
    let mut sum = 0.999_999_999_999_809_9;
    for (at, term) in TERMS.iter().enumerate() {
        sum += term / (x + at as f64 + 1.0);
    }
    let t = x + 7.5;
    0.5 * (2.0 * PI).ln() + (x + 0.5) * t.ln() - t + sum.ln()
}

/// The upper regularised incomplete gamma function Q(a, x).
fn gamma_above(a: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 1.0;
    }
    let front = (a * x.ln() - x - ln_gamma(a)).exp();
    if x < a + 1.0 {
        let (mut sum, mut term, mut n) = (1.0 / a, 1.0 / a, a);
        while term.abs() > sum.abs() * 1e-17 {
            n += 1.0;
            term *= x / n;
            sum += term;
        }
        return 1.0 - front * sum;
    }
    let mut b = x + 1.0 - a;
    let (mut c, mut d) = (1e300, 1.0 / b);
    let mut fraction = d;
    for n in 1..10_000 {
        let n = f64::from(n);
        let numerator = -n * (n - a);
        b += 2.0;
        d = 1.0 / not_nought(numerator * d + b);
        c = not_nought(b + numerator / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * fraction
}

fn not_nought(x: f64) -> f64 {
    if x.abs() < 1e-300 { 1e-300 } else { x }
}

/// The regularised incomplete beta function I_x(a, b).
fn beta_below(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 {
        return 0.0;
    }
    if x >= 1.0 {
        return 1.0;
    }
    if x > (a + 1.0) / (a + b + 2.0) {
        return 1.0 - beta_below(b, a, 1.0 - x);
    }
    let front = (ln_gamma(a + b) - ln_gamma(a) - ln_gamma(b) + a * x.ln() + b * (-x).ln_1p()).exp() / a;
    let (mut c, mut d) = (1.0, 1.0 / not_nought(1.0 - (a + b) * x / (a + 1.0)));
    let mut fraction = d;
    for m in 1..10_000 {
        let m = f64::from(m);
        let even = m * (b - m) * x / ((a + 2.0 * m - 1.0) * (a + 2.0 * m));
        d = 1.0 / not_nought(1.0 + even * d);
        c = not_nought(1.0 + even / c);
        fraction *= d * c;
        let odd = -(a + m) * (a + b + m) * x / ((a + 2.0 * m) * (a + 2.0 * m + 1.0));
        d = 1.0 / not_nought(1.0 + odd * d);
        c = not_nought(1.0 + odd / c);
        fraction *= d * c;
        if (d * c - 1.0).abs() < 1e-16 {
            break;
        }
    }
    front * fraction
}

/// The share of the normal distribution below a number.
#[must_use]
pub fn normal_below(x: f64) -> f64 {
    let tail = 0.5 * gamma_above(0.5, x * x / 2.0);
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The share of a chi-squared distribution above a number.
#[must_use]
pub fn chi_squared_above(x: f64, freedom: f64) -> f64 {
    gamma_above(freedom / 2.0, x / 2.0)
}

/// The share of Student's t distribution below a number.
#[must_use]
pub fn t_below(x: f64, freedom: f64) -> f64 {
    let tail = 0.5 * beta_below(freedom / 2.0, 0.5, freedom / (freedom + x * x));
    if x < 0.0 { tail } else { 1.0 - tail }
}

/// The number below which a share of the normal distribution lies.
#[must_use]
pub fn normal_quantile(share: f64) -> f64 {
    // A first guess, then halving: forty digits of care are not needed, sixteen are had.
    inverse(share, 40.0 * SQRT_2, normal_below)
}

/// The number below which a share of Student's t distribution lies.
#[must_use]
pub fn t_quantile(share: f64, freedom: f64) -> f64 {
    inverse(share, 1e9, |x| t_below(x, freedom))
}

/// Halves the room in which a growing function takes a value.
fn inverse(share: f64, furthest: f64, below: impl Fn(f64) -> f64) -> f64 {
    // Symmetric about nought: the upper half follows from the lower, which loses no digits to `1 - tail`.
    if share > 0.5 {
        return -inverse(1.0 - share, furthest, below);
    }
    let (mut low, mut high) = (-1.0, 0.0);
    while below(low) > share && low > -furthest {
        high = low;
        low *= 2.0;
    }
    for _ in 0..200 {
        let middle = 0.5 * (low + high);
        if middle == low || middle == high {
            break;
        }
        if below(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, wanted: f64) {
        assert!((found - wanted).abs() <= 1e-11 * wanted.abs().max(1e-3), "{found} for {wanted}");
    }

    #[test]
    fn tails_and_quantiles_are_those_of_scipy() {
        // scipy 1.17.1: stats.norm, stats.t, stats.chi2
        close(normal_quantile(0.975), 1.959963984540054);
        close(normal_quantile(0.5), 0.0);
        close(normal_quantile(0.001), -3.090232306167813);
        close(normal_quantile(0.95), 1.6448536269514722);
        close(normal_below(-8.0), 6.22096057427174e-16);
        close(normal_below(-1.3), 0.09680048458561036);
        close(normal_below(0.0), 0.5);
        close(normal_below(2.2), 0.9860965524865014);
        close(t_quantile(0.975, 3.5), 2.9400886379827282);
        close(t_quantile(0.975, 770.0), 1.9630496223675349);
        close(t_quantile(0.025, 1.0), -12.706204736174705);
        close(t_quantile(0.995, 40.0), 2.7044592674331622);
        close(chi_squared_above(0.5, 1.0), 0.47950012218695337);
        close(chi_squared_above(3.84, 1.0), 0.05004352124870519);
        close(chi_squared_above(30.0, 4.0), 4.894437128029217e-06);
        close(chi_squared_above(2.0, 7.0), 0.9598403687301016);
    }
}
