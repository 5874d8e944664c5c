// SPDX-License-Identifier: Apache-2.0

import Billing
import Storage
import Values

/// A receipt as it is handed to a patient.
struct ReceiptPage {
  private let title: String
  private let rows: [(name: String, value: String)]
  private let created: String

  init(_ receipt: Receipt, _ practiceName: String, _ patientName: String) {
    title = practiceName
    created = receipt.day.description
    rows = [
      (
        receipt.voids == nil ? "Receipt" : "Void of receipt \(receipt.voids ?? 0)",
        "\(receipt.number)"
      ),
      ("Date", receipt.day.description), ("Patient", "\(patientName) (\(receipt.patient))"),
      ("For", receipt.purpose.rawValue), ("Paid by", receipt.method.rawValue),
      ("Amount", "$\(receipt.amount)"), ("Taken by", receipt.author.user),
    ]
  }

  /// The receipt as text.
  var text: String {
    let width = rows.map(\.name.count).max() ?? 0
    return
      ([title]
      + rows.map { $0.name + String(repeating: " ", count: width + 2 - $0.name.count) + $0.value })
      .joined(separator: "\n")
  }

  /// The receipt as a PDF of one page.
  func pdf() throws -> [UInt8] {
    let page = try PrintedPage(title: "Receipt", created: created)
    page.tagged(.document) {}
    page.tagged(.title) { page.text(title, x: 54, y: 72, size: 16, isBold: true) }
    page.tagged(.table) {
      for (index, row) in rows.enumerated() {
        let y = 110 + Double(index) * 22
        page.tagged(.row) {
          page.tagged(.columnHeading) { page.text(row.name, x: 54, y: y, size: 11, isBold: true) }
          page.tagged(.cell) { page.text(row.value, x: 200, y: y, size: 11) }
        }
      }
    }
    page.line(from: (54, 96), to: (page.width - 54, 96))
    return try page.finished()
  }
}
