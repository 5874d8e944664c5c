// SPDX-License-Identifier: Apache-2.0

public import Values

/// How a simulated payer behaves: what it allows, what it leaves to patients, and how often it does what.
///
///     {"seed": 7, "allowed": 0.62, "rates": {"deny": 0.1, "takeback": 0.02}, "deductible": 250}
///
/// Every member may be left out; `Docs/PayerSimulator.md` describes them.
public struct PayerScript: Hashable, Sendable {
  /// Something that a payer does now and then.
  public enum Act: String, Hashable, Sendable, CaseIterable {
    /// Refuses a claim.
    case deny
    /// Refuses a line of a claim.
    case denyLine = "deny-line"
    /// Takes its time: the claim is answered in a later run.
    case pend
    /// Takes a payment back in a later run, and pays it anew without a line.
    case takeback
    /// Sends the claim on to the next payer itself.
    case crossover
    /// Adds or takes off something beside the claims, of each kind in turn; the rate is that of remittances.
    case beside
    /// Delivers a remittance a second time under another name; the rate is that of remittances.
    case again
    /// Delivers the acknowledgements after the remittance; the rate is that of files.
    case late
    /// Delivers remittances in another order; the rate is that of files.
    case disorder
  }

  /// The reason of a refusal.
  public struct Reason: Hashable, Sendable {
    /// The group code.
    public var group: String
    /// The claim adjustment reason code.
    public var code: String
    /// A remark code, or empty.
    public var remark: String
    /// How often it is given, beside the others.
    public var weight: Double

    /// Makes a reason.
    public init(_ group: String, _ code: String, _ remark: String = "", weight: Double = 1) {
      self.group = group
      self.code = code
      self.remark = remark
      self.weight = weight
    }
  }

  /// What every chance begins with.
  public var seed: UInt64 = 1
  /// The part of the charge that is allowed where no contract says more, in ten thousandths.
  public var allowed: Int64 = 6200
  /// What a member pays before the plan does, a year.
  public var deductible = Money(cents: 25_000)
  /// The part of what is allowed that is the patient's, in ten thousandths.
  public var coinsurance: Int64 = 2000
  /// What a patient pays for each claim, before the coinsurance.
  public var copay = Money(cents: 2500)
  /// How many days after the service a claim has to come; nothing for no limit.
  public var filingLimit: Int? = 365
  /// How often each thing is done; nothing for never.
  public var rates: [Act: Double] = [
    .deny: 0.08, .denyLine: 0.05, .pend: 0.03, .takeback: 0.02, .crossover: 0.05, .beside: 0.2,
    .again: 0.1, .late: 0.1, .disorder: 0.2,
  ]
  /// Why claims and lines are refused.
  public var reasons: [Reason] = [
    Reason("CO", "50", "N115", weight: 3), Reason("CO", "197", "M62", weight: 3),
    Reason("CO", "16", "N290", weight: 3), Reason("CO", "96", "N425", weight: 2),
    Reason("CO", "97", "N19", weight: 2), Reason("CO", "22", "N4", weight: 1),
    Reason("CO", "27", "N30", weight: 1), Reason("PR", "204", "N130", weight: 1),
    Reason("CO", "252", "M127", weight: 1),
  ]

  /// A script that leaves everything as it usually is.
  public init() {}

  /// A payer that does nothing but pay and leave shares to patients.
  public static let plain: PayerScript = {
    var script = PayerScript()
    script.rates = [:]
    return script
  }()

  /// Reads a script.
  ///
  /// - Returns: Nothing, with the member that is wrong, where one is unknown or out of its range.
  public static func reading(_ json: JSON) -> (script: PayerScript?, wrong: String) {
    var script = PayerScript()
    for member in json.members {
      guard script.take(member.name, member.value) else { return (nil, member.name) }
    }
    return (script, "")
  }

  private mutating func take(_ name: String, _ value: JSON) -> Bool {
    switch name {
    case "seed": return Self.set(&seed, value.int.flatMap { UInt64(exactly: $0) })
    case "allowed": return Self.set(&allowed, Self.part(value))
    case "coinsurance": return Self.set(&coinsurance, Self.part(value))
    case "deductible": return Self.set(&deductible, Self.amount(value))
    case "copay": return Self.set(&copay, Self.amount(value))
    case "filing_limit":
      guard let days = value.int, days >= 0 else { return false }
      filingLimit = days
      return true
    case "rates":
      rates = [:]
      return value.members.allSatisfy { member in
        guard let act = Act(rawValue: member.name), let part = Self.part(member.value) else {
          return false
        }
        rates[act] = Double(part) / 10_000
        return true
      }
    case "reasons":
      let read = value.elements.compactMap(Self.reason)
      guard !read.isEmpty, read.count == value.elements.count else { return false }
      reasons = read
      return true
    default: return false
    }
  }

  private static func set<Value>(_ place: inout Value, _ value: Value?) -> Bool {
    guard let value else { return false }
    place = value
    return true
  }

  private static func amount(_ json: JSON) -> Money? {
    (json.digits ?? json.string).flatMap { Money($0) }.flatMap { $0 >= .zero ? $0 : nil }
  }

  /// A part of 1, in ten thousandths.
  private static func part(_ json: JSON) -> Int64? {
    guard let text = json.digits, let number = Double(text), (0...1).contains(number) else {
      return nil
    }
    return Int64((number * 10_000).rounded())
  }

  private static func reason(_ json: JSON) -> Reason? {
    guard let group = json["group"]?.string, ["CO", "OA", "PI", "PR"].contains(group),
      let code = json["code"]?.string, (1...5).contains(code.utf8.count),
      let weight = Double(json["weight"]?.digits ?? "1"), weight > 0
    else { return nil }
    return Reason(group, code, json["remark"]?.string ?? "", weight: weight)
  }
}
