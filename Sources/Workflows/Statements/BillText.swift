// SPDX-License-Identifier: Apache-2.0

import Billing
import Values

/// What the faces of bills share: amounts and days as they are printed, out of a document.
enum BillText {
  static let texts = StatementTexts.standard

  /// An amount of a member, as it is printed.
  static func amount(_ json: JSON?) -> String { money(json).printed }

  /// An amount of a member.
  static func money(_ json: JSON?) -> Money { json?.digits.flatMap { Money($0) } ?? .zero }

  /// A day of a member, as it is printed.
  static func day(_ json: JSON?) -> String {
    json?.string.flatMap { CalendarDate($0) }?.printed ?? ""
  }

  static func lines(_ json: JSON?) -> [String] { (json?.elements ?? []).compactMap(\.string) }

  /// What became of a line's or a claim's charge, in the order of a bill; parts of nothing are left out.
  static func parts(_ figures: JSON) -> [(words: String, amount: Money)] {
    let parts: [(String, Money)] = [
      ("Price", money(figures["charge"])),
      ("Insurance paid", -money(figures["plan_paid"])),
      ("Taken off by your plan", -money(figures["reduced"])),
      ("Taken off by us", -money(figures["written_off"])),
      ("You paid", -money(figures["you_paid"])),
      ("Somebody else owes", -money(figures["others"])),
      ("With a collection agency", -money(figures["collections"])),
      ("Waiting for insurance (not owed now)", -money(figures["waiting"])),
      ("Decided for the whole visit", -money(figures["together"])),
    ]
    return parts.filter { $0.1 != .zero }
  }

  /// The heading of a service line: `March 2, 2026  Office visit (99214)`.
  static func heading(_ line: JSON) -> String {
    let code = line["code"]?.string ?? ""
    let words = (line["text"]?.string ?? "") + (code.isEmpty ? "" : " (\(code))")
    return [day(line["date"]), words].filter { !$0.isEmpty }.joined(separator: "  ")
  }

  /// What is said of a line's adjustments: `$20.00: …`, the same words once.
  static func explained(_ line: JSON) -> [String] {
    var sums: [(text: String, payer: String, amount: Money)] = []
    for reason in line["explained"]?.elements ?? [] {
      let text = reason["text"]?.string ?? ""
      let payer = reason["payer"]?.string ?? ""
      if let index = sums.firstIndex(where: { $0.text == text && $0.payer == payer }) {
        sums[index].amount += money(reason["amount"])
      } else {
        sums.append((text, payer, money(reason["amount"])))
      }
    }
    return sums.map { reason in
      let payer = reason.payer.isEmpty ? "" : "\(reason.payer), "
      return "\(payer)\(reason.amount.printed): \(reason.text)"
    }
  }

  /// How to pay, a way a line.
  static func ways(_ practice: JSON) -> [String] {
    var ways = [texts("pay-by-mail")]
    let phone = practice["phone"]?.string ?? ""
    let place = practice["pay_at"]?.string ?? ""
    if !phone.isEmpty { ways.append(texts("pay-by-phone", ("phone", phone))) }
    if !place.isEmpty { ways.append(texts("pay-online", ("pay_at", place))) }
    return ways
  }

  /// Where a message sends its reader, with a blank before it; nothing where neither is known.
  static func wayOfMessage(_ practice: JSON) -> String {
    let phone = practice["phone"]?.string ?? ""
    let place = practice["pay_at"]?.string ?? ""
    let facts = [("phone", phone), ("pay_at", place)]
    switch (phone.isEmpty, place.isEmpty) {
    case (false, false): return " " + texts("message-both", facts[0], facts[1])
    case (false, true): return " " + texts("message-phone", facts[0])
    case (true, false): return " " + texts("message-online", facts[1])
    case (true, true): return ""
    }
  }

  /// The line that a machine reads off a payment slip: statement, amount in cents, and a check digit by Luhn.
  static func machineLine(_ statement: JSON) -> String {
    let number = padded("\(statement["number"]?.int ?? 0)", 8)
    let cents = padded("\(money(statement["pay_now"]).cents)", 10)
    let digits = number + cents
    return "\(number) \(cents) \(checkDigit(digits))"
  }

  /// The digit that makes a number one by Luhn's formula.
  static func checkDigit(_ digits: String) -> Int {
    var sum = 0
    for (index, digit) in digits.reversed().enumerated() {
      var value = digit.wholeNumberValue ?? 0
      if index.isMultiple(of: 2) {
        value *= 2
        if value > 9 { value -= 9 }
      }
      sum += value
    }
    return (10 - sum % 10) % 10
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    String(repeating: "0", count: max(0, width - text.count)) + text
  }
}
