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

/// The kinds of notes that are ranked apart.
public enum NoteKind: String, Sendable, CaseIterable {
  /// A note in which somebody sums up what the patient has: an assessment, a list of diagnoses.
  case assessment
  /// A few sentences, in which little stands that is not meant.
  case brief
  /// A whole story without a summing up.
  case narrative

  /// A note without an assessment is brief up to this many tokens.
  static let briefest = 120

  var index: Int {
    switch self {
    case .assessment: 0
    case .brief: 1
    case .narrative: 2
    }
  }
}

/// Something that is true of a suggestion, and how much.
public struct Feature: Hashable, Sendable {
  /// Its place in ``names``.
  public let index: Int
  /// How much; 1 where it just holds.
  public let value: Float

  /// Makes a feature by its name.
  ///
  /// - Precondition: The name is one of ``names``.
  public init(_ name: String, _ value: Float = 1) {
    guard let index = Self.places[name] else { preconditionFailure("no feature \(name)") }
    self.index = index
    self.value = value
  }

  /// The names of all features.
  public static let names: [String] = {
    var names: [String] = []
    for kind in NoteKind.allCases.map(\.rawValue) {
      names += [
        "bias", "mentions", "symptom", "symptomBesideDiagnosis", "possible", "historical", "prior",
        "defaults", "gap", "crossings", "rewritten", "oneWord", "twoWords", "uppercaseShort",
        "inHeadings", "othersInHeadings", "early", "late", "chief", "kinLonger", "kinShorter", "kinEqual", "long",
        "single", "whole", "hypothetical",
      ].map { "\(kind).\($0)" }
      names += ConceptOrigin.allCases.map { "\(kind).origin.\($0.name)" }
      names += places_.map { "\(kind).in.\($0)" }
      names += (0..<26).map { "\(kind).chapter.\(Character(Unicode.Scalar(UInt8(65 + $0))))" }
    }
    return names
  }()

  /// The parts of a note that weigh differently.
  static let places_ = [
    "problem", "assessment", "plan", "presentIllness", "chiefComplaint", "pastHistory",
    "examination", "reviewOfSystems", "results", "medications", "socialHistory", "course",
    "operation", "narrative", "other",
  ]

  private static let places: [String: Int] = Dictionary(
    uniqueKeysWithValues: names.enumerated().map { ($1, $0) })
}
