"""Z', SSMD, rank tests, Hill curves; median polish by R, whose `Rscript` has to be installed."""

import subprocess

import numpy as np
from scipy.optimize import curve_fit
from scipy.special import gammaincc
from scipy.stats import kruskal, mannwhitneyu, median_abs_deviation

from fixture import write

rng = np.random.default_rng(40)


def values(array):
    return [None if np.isnan(value) else float(value) for value in np.ravel(array)]


def separation(name, positives, negatives):
    mean = (positives.mean(), negatives.mean())
    std = (positives.std(ddof=1), negatives.std(ddof=1))
    median = (np.median(positives), np.median(negatives))
    mad = tuple(median_abs_deviation(each, scale="normal") for each in (positives, negatives))
    return {
        "kernel": "separation",
        "name": name,
        "positives": values(positives),
        "negatives": values(negatives),
        "zPrime": float(1 - 3 * sum(std) / abs(mean[0] - mean[1])),
        "robustZPrime": float(1 - 3 * sum(mad) / abs(median[0] - median[1])),
        "ssmd": float((mean[0] - mean[1]) / np.sqrt(std[0] ** 2 + std[1] ** 2)),
        "robustSsmd": float((median[0] - median[1]) / np.sqrt(mad[0] ** 2 + mad[1] ** 2)),
        "signalToBackground": float(mean[0] / mean[1]),
    }


def ranks(name, samples):
    u = mannwhitneyu(samples[0], samples[1], method="asymptotic", use_continuity=False)
    h = kruskal(*samples)
    total = sum(len(sample) for sample in samples)
    return {
        "kernel": "ranks",
        "name": name,
        "samples": [values(sample) for sample in samples],
        "mannWhitney": {
            "effect": float(2 * u.statistic / (len(samples[0]) * len(samples[1])) - 1),
            "pValue": float(u.pvalue),
        },
        "kruskal": {"effect": float(h.statistic / (total - 1)), "pValue": float(h.pvalue)},
    }


def hill(dose, e0, e_inf, log_ec50, slope):
    with np.errstate(divide="ignore"):
        return e0 + (e_inf - e0) / (1 + 10 ** (slope * (log_ec50 - np.log10(dose))))


def curve(name, e0, e_inf, ec50, slope, noise, doses, repeats=3):
    dose = np.repeat(np.array(doses, float), repeats)
    response = hill(dose, e0, e_inf, np.log10(ec50), slope) + rng.normal(0, noise, dose.size)
    start = [e0, e_inf, np.log10(ec50), slope]
    found, _ = curve_fit(hill, dose, response, start, ftol=1e-15, xtol=1e-15, gtol=1e-15, maxfev=10000)
    squares = float(((response - hill(dose, *found)) ** 2).sum())
    return {
        "kernel": "hill",
        "name": name,
        "doses": values(dose),
        "responses": values(response),
        "e0": float(found[0]),
        "eInf": float(found[1]),
        "ec50": float(10 ** found[2]),
        "hill": float(found[3]),
        "squares": squares,
    }


def polish(name, matrix):
    cells = ",".join("NA" if np.isnan(value) else repr(float(value)) for value in np.ravel(matrix))
    rows, columns = matrix.shape
    program = f"""
        m <- medpolish(matrix(c({cells}), {rows}, {columns}, byrow=TRUE), na.rm=TRUE, trace.iter=FALSE)
        show <- function(x) cat(format(as.numeric(t(x)), digits=17), sep=" ", fill=1e6)
        show(m$overall); show(m$row); show(m$col); show(m$residuals)
    """
    lines = subprocess.run(["Rscript", "-e", program], check=True, capture_output=True, text=True).stdout
    overall, row, column, residuals = (
        [None if word == "NA" else float(word) for word in line.split()] for line in lines.strip().split("\n")
    )
    return {
        "kernel": "medianPolish",
        "name": name,
        "shape": [rows, columns],
        "matrix": values(matrix),
        "overall": overall[0],
        "rows": row,
        "columns": column,
        "residuals": residuals,
    }


def gamma(a, x):
    return {"kernel": "gamma", "a": a, "x": x, "q": float(gammaincc(a, x))}


tied = [rng.integers(0, 5, 12).astype(float), rng.integers(1, 6, 9).astype(float), rng.integers(0, 4, 7).astype(float)]
plate = rng.normal(100, 5, (8, 12)) + np.arange(8)[:, None] * 2 - np.arange(12)[None, :]
gaps = plate.copy()
gaps[rng.random(plate.shape) < 0.2] = np.nan
doses = [0.25, 0.5, 1, 2, 4, 8, 16, 32]
write(
    "statistics",
    [
        separation("good assay", rng.normal(10, 0.5, 16), rng.normal(2, 0.3, 16)),
        separation("poor assay", rng.normal(5, 1, 6), rng.normal(4, 1.5, 5)),
        ranks("normal", [rng.normal(0, 1, 20), rng.normal(0.8, 1, 30), rng.normal(0.2, 1, 15)]),
        ranks("ties", tied),
        ranks("far apart", [np.arange(30.0), np.arange(30.0) + 100]),
        curve("activation", 1, 5, 4, 2, 0.2, doses),
        curve("inhibition", 100, 8, 1.3, 0.9, 4, doses),
        curve("with dose 0", 10, 60, 3, 1.5, 2, [0, *doses]),
        polish("plate", plate),
        polish("plate with gaps", gaps),
        *(gamma(a, x) for a in (0.5, 1, 3.5, 11.5) for x in (0.01, 0.5, 2, 11, 60)),
    ],
    package="functions",
)
