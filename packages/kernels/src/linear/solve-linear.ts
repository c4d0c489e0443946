/**
 * The solution of `matrix · x = right` for a symmetric positive definite matrix in row order (Cholesky), or null where
 * the matrix is not that.
 */
export function solveLinear(matrix: Float64Array, right: ArrayLike<number>): Float64Array | null {
  const size = right.length;
  const lower = factorize(matrix, size);
  if (lower === null) return null;
  const solution = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    for (let k = 0; k < i; k++) solution[i]! -= lower[i * size + k]! * solution[k]!;
    solution[i]! /= lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    for (let k = i + 1; k < size; k++) solution[i]! -= lower[k * size + i]! * solution[k]!;
    solution[i]! /= lower[i * size + i]!;
  }
  return solution;
}

function factorize(matrix: Float64Array, size: number): Float64Array | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let rest = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) rest -= lower[i * size + k]! * lower[j * size + k]!;
      if (i !== j) lower[i * size + j] = rest / lower[j * size + j]!;
      // A pivot that cancels down to rounding noise means dependent rows.
      else if (rest > 1e-12 * matrix[i * size + i]!) lower[i * size + i] = Math.sqrt(rest);
      else return null;
    }
  }
  return lower;
}
