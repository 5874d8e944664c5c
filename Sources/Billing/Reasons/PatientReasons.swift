// SPDX-License-Identifier: Apache-2.0

public import Claims

/// What an adjustment says to a patient: what it means, who pays, what the patient can do.
///
///     reasons.text(Adjustment("CO", "45", amount), .decided)
///     // "Our price is higher than what your plan allows for this service. You do not owe this."
///
/// The words lie in `billing/reasons.tsv` and `billing/reason-groups.tsv`, written at about the sixth grade.
public struct PatientReasons: Sendable {
  /// What has become of the amounts that a payer leaves to the patient.
  public enum Standing: Sendable {
    /// The patient owes them now, or has paid them.
    case billed
    /// A payer still has to decide.
    case waiting
    /// Neither: the kind of the amount says who pays.
    case decided
  }

  private struct Words {
    let meaning: String
    let action: String
  }

  private struct Group: Hashable {
    let code: String
    let kind: String
  }

  private let words: [String: Words]
  private let groups: [Group: String]
  private let kinds: AdjustmentReasons

  /// Reads the tables.
  ///
  /// - Parameters:
  ///   - text: Code, what it means, what to do.
  ///   - groups: Group, kind, who pays; the kinds `billed`, `waiting` and `unknown` too.
  /// - Returns: Nothing where a row is malformed or stands there twice.
  public init?(parsing text: String, groups: String, _ kinds: AdjustmentReasons) {
    var words: [String: Words] = [:]
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, !fields[0].isEmpty, !fields[1].isEmpty,
        words.updateValue(Words(meaning: fields[1], action: fields[2]), forKey: fields[0]) == nil
      else { return nil }
    }
    var sentences: [Group: String] = [:]
    for line in groups.split(separator: "\n") where !line.hasPrefix("#") {
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
      guard fields.count == 3, !fields[2].isEmpty,
        sentences.updateValue(fields[2], forKey: Group(code: fields[0], kind: fields[1])) == nil
      else { return nil }
    }
    self.words = words
    self.groups = sentences
    self.kinds = kinds
  }

  /// The codes that have words of their own.
  public var codes: [String] { words.keys.sorted() }

  /// What is said of an adjustment; a code without words of its own is said to be one.
  public func text(_ adjustment: Adjustment, _ standing: Standing = .decided) -> String {
    let kind = kinds.kind(of: adjustment)
    let said = words[adjustment.reason]
    let isLeft = adjustment.group == "PR" && (kind == .patient || kind == .denial)
    let name =
      switch standing {
      case .billed where isLeft: "billed"
      case .waiting where isLeft && kind == .patient: "waiting"
      default: kind.rawValue
      }
    let pays =
      groups[Group(code: adjustment.group, kind: name)]
      ?? groups[Group(code: "", kind: "unknown")] ?? ""
    let meaning = said?.meaning ?? groups[Group(code: "", kind: "no-words")] ?? ""
    return [meaning, pays, said?.action ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
