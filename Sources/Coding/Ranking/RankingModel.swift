// SPDX-License-Identifier: Apache-2.0

public import Values

/// How sure a suggestion is: a weight for each thing that is true of it, added up.
///
/// The weights are fitted on notes that were coded by people (``ModelFitting``) and kept in a table, in
/// thousandths, so that the same note gives the same answer on every machine.
public struct RankingModel: Sendable {
  /// Weights by the name of the feature, in thousandths of a logit.
  public private(set) var weights: [String: Int]
  /// The confidence from which a suggestion is made, in percent, by kind of note.
  public private(set) var thresholds: [String: Int]
  private var byFeature: [Float]
  /// By kind of note, what is added for single codes that are reported more or less often than others like them.
  private var byCode: [[UInt64: Float]]

  /// Makes a model.
  public init(weights: [String: Int], thresholds: [String: Int]) {
    self.weights = weights
    self.thresholds = thresholds
    byFeature = Feature.names.map { Float(weights[$0] ?? 0) / 1000 }
    byCode = NoteKind.allCases.map { kind in
      let prefix = "\(kind.rawValue).code."
      var found: [UInt64: Float] = [:]
      for (name, weight) in weights where name.hasPrefix(prefix) {
        if let code = PackedCode(name.dropFirst(prefix.count)) {
          found[code.bits] = Float(weight) / 1000
        }
      }
      return found
    }
  }

  /// Reads `Data/coding/weights.tsv`: name, weight in thousandths; `threshold.assessment`, in percent.
  ///
  /// - Throws: ``ConceptTableError`` with the line that is not as it should be.
  public init(_ table: [UInt8]) throws(ConceptTableError) {
    var (weights, thresholds): ([String: Int], [String: Int]) = ([:], [:])
    for row in ConceptRow.rows(in: table) {
      guard row.cells.count >= 2, let value = Int(row.text(1)) else {
        throw ConceptTableError(line: row.line)
      }
      let name = row.text(0)
      if name.hasPrefix("threshold.") {
        thresholds[String(name.dropFirst(10))] = value
      } else {
        weights[name] = value
      }
    }
    self.init(weights: weights, thresholds: thresholds)
  }

  /// The confidence of a suggestion, 0 to 1000: how many of a thousand such are right.
  public func confidence(_ features: [Feature], of code: PackedCode, in kind: NoteKind) -> Int {
    var logit = byCode[kind.index][code.bits] ?? 0
    for feature in features { logit += byFeature[feature.index] * feature.value }
    return Int((1000 * Self.logistic(logit)).rounded())
  }

  /// 1 / (1 + e⁻ˣ), by the compounding of small steps, so that no library of the machine takes part.
  static func logistic(_ x: Float) -> Float {
    let x = max(-20, min(20, x))
    var e = 1 - x / 1024
    for _ in 0..<10 { e *= e }
    return 1 / (1 + e)
  }
}
