// SPDX-License-Identifier: Apache-2.0

public import Claims
public import Values

/// A claim as a remittance answers it, with the keys of whom it names.
public struct AnsweredClaim: Hashable, Sendable {
  /// What the remittance says.
  public let claim: RemittanceClaim
  /// The keys of the member numbers that it gives: the patient's, the subscriber's, a corrected one.
  public let members: [String]
  /// The key of the patient's name; empty where it gives none.
  public let name: String
  /// The first day of service that it gives, of its lines or of the whole.
  public let from: CalendarDate?
  /// The last day.
  public let through: CalendarDate?

  /// Takes what a remittance says of a claim.
  public init(_ claim: RemittanceClaim, members: [String] = [], name: String = "") {
    self.claim = claim
    self.members = members
    self.name = name
    let first = claim.lines.compactMap(\.from).min()
    let last = claim.lines.compactMap(\.through).max()
    from = first ?? claim.dates["232"]
    through = last ?? claim.dates["233"] ?? claim.dates["232"]
  }

  /// What it comes to, whatever else is said in it: two answers with the same words are the same answer.
  public var content: String {
    var words = [
      claim.status, "\(claim.charge.cents)", "\(claim.paid.cents)",
      claim.originalControlNumber ?? "",
    ]
    func add(_ adjustments: [Adjustment]) {
      for adjustment in adjustments {
        words.append("\(adjustment.group)-\(adjustment.reason)=\(adjustment.amount.cents)")
      }
    }
    add(claim.adjustments)
    for line in claim.lines {
      let service = line.billedService ?? line.service
      words.append(
        "\(line.controlNumber ?? ""):\(service.code):\(service.modifiers.joined(separator: ".")):"
          + "\(line.revenueCode ?? ""):\(line.charge.cents):\(line.paid.cents)")
      add(line.adjustments)
    }
    return words.joined(separator: "|")
  }
}
