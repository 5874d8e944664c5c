// SPDX-License-Identifier: Apache-2.0

public import Values

/// Fits the weights of a ranking model to suggestions that people accepted or rejected.
///
/// Logistic regression with a quadratic penalty, by Newton's method; no randomness takes part, so the same
/// examples give the same weights.
public struct ModelFitting: Sendable {
  /// A suggestion and its fate.
  public struct Example: Sendable {
    /// What is true of it.
    public let features: [Feature]
    /// The code.
    public let code: PackedCode
    /// Whether a person coded it.
    public let isAccepted: Bool

    /// Makes an example.
    public init(_ features: [Feature], of code: PackedCode, isAccepted: Bool) {
      self.features = features
      self.code = code
      self.isAccepted = isAccepted
    }
  }

  /// How strongly weights are held near those of before, or zero.
  public var penalty: Double = 1
  /// The weights of before, in thousandths: what few examples say little about stays near them.
  public var earlier: [String: Int] = [:]
  /// A code met at least this often has a weight of its own.
  public var leastExamples = 10

  /// Makes a fitting.
  public init() {}

  /// Fits the weights.
  ///
  /// - Complexity: O(*r* · (*n* *f*² + *d*³)) for *n* examples of *f* features out of *d*, in *r* rounds.
  public func weights(
    _ examples: [Example], of kind: NoteKind, rounds: Int = 12
  ) -> [String: Int] {
    let used = Set(examples.flatMap { $0.features.map(\.index) }).sorted()
    var place = Dictionary(uniqueKeysWithValues: used.enumerated().map { ($1, $0) })
    var names = used.map { Feature.names[$0] }
    let codes = frequentCodes(examples)
    for code in codes {
      place[-1 - Int(bitPattern: UInt(code.bits >> 4))] = names.count
      names.append("\(kind.rawValue).code.\(code)")
    }
    let count = names.count
    let rows = examples.map { example in
      var row = example.features.map { (place[$0.index] ?? 0, Double($0.value)) }
      if let at = place[-1 - Int(bitPattern: UInt(example.code.bits >> 4))] { row.append((at, 1)) }
      row.sort { $0.0 < $1.0 }
      return (row, example.isAccepted)
    }
    let start = names.map { Double(earlier[$0] ?? 0) / 1000 }
    var weights = start
    for _ in 0..<rounds {
      var gradient = zip(weights, start).map { -penalty * ($0 - $1) }
      var curvature = [Double](repeating: 0, count: count * count)
      for index in 0..<count { curvature[index * count + index] = penalty }
      for (features, isAccepted) in rows {
        var logit = 0.0
        for (at, value) in features { logit += weights[at] * value }
        let probability = Double(RankingModel.logistic(Float(logit)))
        let error = (isAccepted ? 1 : 0) - probability
        let slope = max(1e-6, probability * (1 - probability))
        for (at, value) in features {
          gradient[at] += error * value
          for (other, second) in features {
            if other > at { break }
            curvature[at * count + other] += slope * value * second
          }
        }
      }
      let step = Self.solved(&curvature, gradient, count)
      for index in 0..<count { weights[index] += step[index] }
    }
    return Dictionary(
      uniqueKeysWithValues: names.enumerated().map { ($1, Int((weights[$0] * 1000).rounded())) })
  }

  /// The codes that were met often enough to have a weight of their own.
  private func frequentCodes(_ examples: [Example]) -> [PackedCode] {
    var counts: [PackedCode: Int] = [:]
    for example in examples { counts[example.code, default: 0] += 1 }
    return counts.filter { $0.value >= leastExamples }.keys.sorted()
  }

  /// Solves a symmetric positive system of which the lower half is given, by Cholesky's decomposition.
  private static func solved(_ a: inout [Double], _ b: [Double], _ n: Int) -> [Double] {
    for i in 0..<n {
      for j in 0...i {
        var sum = a[i * n + j]
        for k in 0..<j { sum -= a[i * n + k] * a[j * n + k] }
        a[i * n + j] = i == j ? max(1e-12, sum).squareRoot() : sum / a[j * n + j]
      }
    }
    var x = b
    for i in 0..<n {
      for k in 0..<i { x[i] -= a[i * n + k] * x[k] }
      x[i] /= a[i * n + i]
    }
    for i in (0..<n).reversed() {
      for k in stride(from: i + 1, to: n, by: 1) { x[i] -= a[k * n + i] * x[k] }
      x[i] /= a[i * n + i]
    }
    return x
  }
}
