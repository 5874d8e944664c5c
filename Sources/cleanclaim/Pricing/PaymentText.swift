// SPDX-License-Identifier: Apache-2.0

import Values

/// How a priced stay reads on a terminal.
enum PaymentText {
  private static let width = 58

  static func show(_ answer: JSON) {
    let text = { (name: String) in answer[name]?.string ?? answer[name]?.digits ?? "" }
    Face.print("DRG \(text("drg"))  \(text("title"))")
    Face.print(
      "  weight \(text("weight")), geometric mean stay \(text("geometric_mean_stay")) days; "
        + text("edition"))
    if let hospital = answer["hospital"]?.string { Face.print("  \(hospital)") }
    Face.print(
      "  discharged \(text("discharged")) after \(text("stay")) days with status \(text("status")), "
        + "charges \(text("charges"))")
    Face.print("  \(rule(text("rule"), share: text("share")))")
    let terms = answer["terms"]?.elements ?? []
    if !terms.isEmpty { Face.print("") }
    for (number, term) in terms.enumerated() {
      guard term["step"]?.string != "total" else { continue }
      show(term, number: number + 1)
    }
    Face.print("")
    for part in answer["parts"]?.members ?? [] {
      let amount = part.value.digits ?? ""
      if amount != "0.00" {
        Face.print(row(part.name.replacing("_", with: " "), amount))
      }
    }
    Face.print(row("total", text("total")))
  }

  private static func rule(_ rule: String, share: String) -> String {
    let what =
      switch rule {
      case "acute": "a transfer to acute care"
      case "post-acute": "a transfer to post-acute care"
      case "special-pay": "a transfer to post-acute care, special method"
      default: "a discharge"
      }
    guard rule != "discharge" else { return "paid as a discharge" }
    return share == "1.0000"
      ? "paid in full, as \(what) of its length" : "paid as \(what): \(share)"
  }

  private static func show(_ term: JSON, number: Int) {
    let title = term["title"]?.string ?? ""
    Face.print("\(number < 10 ? " " : "")\(number)  \(row(title, term["result"]?.digits ?? ""))")
    let rounding = term["rounding"]?.string ?? ""
    let rounded = rounding == "none" ? "not rounded" : "rounded to \(rounding)"
    Face.print("      \(term["formula"]?.string ?? "")")
    let operands = (term["operands"]?.members ?? []).map {
      "\($0.name) \($0.value.digits ?? "")"
    }
    Face.print("      \(operands.joined(separator: ", "))")
    Face.print("      \(rounded); \(term["source"]?.string ?? "")")
  }

  private static func row(_ title: String, _ amount: String) -> String {
    let room = String(repeating: " ", count: max(1, 20 - amount.count))
    return title.padded(to: width) + room + amount
  }
}
