// SPDX-License-Identifier: Apache-2.0

import Claims
import Values

/// A payer's answer about coverage in plain words; a code without words is shown as it is.
struct EligibilityWords {
  static let standard = EligibilityWords()

  private let meanings: [String: String]

  private init() {
    var meanings: [String: String] = [:]
    let text = String(decoding: Assets.bytes("x12/codes.tsv"), as: UTF8.self)
    for line in text.split(separator: "\n") where !line.hasPrefix("#") {
      let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
      if cells.count > 2, Self.elements.contains(String(cells[0])) {
        meanings["\(cells[0]) \(cells[1])"] = String(cells[2])
      }
    }
    self.meanings = meanings
  }

  /// EB01, EB02, EB03, EB06, AAA03, AAA04.
  private static let elements: Set<String> = ["1390", "1207", "1365", "615", "901", "889"]

  private func words(_ element: String, _ code: String?) -> String? {
    guard let code else { return nil }
    return meanings["\(element) \(code)"] ?? "code \(code)"
  }

  /// The first letter small: words that go on in a sentence.
  private func inside(_ text: String?) -> String? {
    guard let text, let first = text.first, text.dropFirst().first?.isLowercase ?? false else {
      return text
    }
    return first.lowercased() + text.dropFirst()
  }

  /// A benefit in a sentence: `Deductible for one person, calendar year: 500.00 (health benefit plan coverage)`.
  func sentence(_ benefit: Benefit) -> String {
    var text = words("1390", benefit.information) ?? ""
    if let level = inside(words("1207", benefit.coverageLevel)) { text += ", \(level)" }
    if let period = inside(words("615", benefit.period)) { text += ", \(period)" }
    var value: [String] = []
    if let amount = benefit.amount { value.append("\(amount)") }
    if let share = benefit.fraction.flatMap(Self.percent) { value.append(share) }
    if let quantity = benefit.quantity { value.append("\(quantity)") }
    if !value.isEmpty { text += ": " + value.joined(separator: ", ") }
    let services = benefit.serviceTypes.compactMap { inside(words("1365", $0)) }
    if !services.isEmpty { text += " (\(services.joined(separator: "; ")))" }
    switch benefit.inNetwork {
    case "Y": text += ", in the network"
    case "N": text += ", outside of the network"
    default: break
    }
    if benefit.authorization == "Y" { text += ", to be authorized first" }
    if let plan = benefit.planDescription { text += ", plan \(plan)" }
    for entity in benefit.entities {
      let name = [entity.party.given, entity.party.name].compactMap { $0 }.joined(separator: " ")
      if !name.isEmpty { text += ", with \(name)" }
    }
    return ([text] + benefit.messages.map(\.text)).joined(separator: ". ")
  }

  /// Why a payer turned a question away, and what to do.
  func sentence(_ rejection: RequestRejection) -> String {
    [words("901", rejection.reason), words("889", rejection.followUp)].compactMap { $0 }
      .joined(separator: ": ")
  }

  /// A decimal fraction as a share of a hundred: `.2` is `20 %`.
  private static func percent(_ text: String) -> String? {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts[0].isEmpty ? 0 : Int(parts[0]), whole <= 100 else {
      return nil
    }
    var digits = parts.count == 2 ? String(parts[1]) : ""
    guard digits.allSatisfy(\.isNumber), digits.count <= 6 else { return nil }
    while digits.count < 2 { digits += "0" }
    guard let hundredths = Int(digits.prefix(2)) else { return nil }
    let rest = digits.dropFirst(2).reversed().drop { $0 == "0" }.reversed()
    return "\(whole * 100 + hundredths)\(rest.isEmpty ? "" : "." + String(rest)) %"
  }
}
