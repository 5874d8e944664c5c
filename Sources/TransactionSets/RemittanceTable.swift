// SPDX-License-Identifier: Apache-2.0

public import Claims
import Values

/// Service lines of remittances as a table: one row a line, or one row a claim that has none.
///
///     print(RemittanceTable.csv(RemittanceTable.columns))
///     for row in RemittanceTable.rows(claim, of: remittance) { print(RemittanceTable.csv(row)) }
///
/// Amounts are dollars and cents; dates are of ISO 8601; several codes of one cell are parted by blanks,
/// adjustments written as `CO-45:20.00`.
public enum RemittanceTable {
  /// The names of the columns.
  public static let columns = [
    "payer", "payee_id", "trace_number", "payment_date", "patient_control_number",
    "payer_control_number", "claim_status", "patient_family", "patient_given", "patient_id",
    "claim_charge", "claim_paid", "claim_patient_responsibility", "line", "from", "through",
    "code_list", "code", "modifiers", "billed_code", "revenue_code", "paid_units", "billed_units",
    "charge", "allowed", "paid", "contractual", "patient_responsibility", "other_adjustments",
    "payer_initiated", "adjustments", "remarks", "line_control_number",
  ]

  /// The rows of a claim.
  ///
  /// - Parameters:
  ///   - claim: The claim.
  ///   - remittance: Its remittance, for payer, payee and payment.
  public static func rows(_ claim: RemittanceClaim, of remittance: Remittance) -> [[String]] {
    let patient = claim.patient
    let head = [
      remittance.payer?.party.name ?? "", remittance.payee?.party.id ?? "", remittance.trace.number,
      remittance.payment.date?.description ?? "", claim.patientControlNumber,
      claim.payerControlNumber ?? "", claim.status, patient?.name ?? "", patient?.given ?? "",
      patient?.id ?? "", claim.charge.description, claim.paid.description,
      claim.patientResponsibility?.description ?? "",
    ]
    if claim.lines.isEmpty {
      let blank = [String](repeating: "", count: 10)
      let amounts = [claim.charge.description, "", claim.paid.description]
      return [
        head + blank + amounts + adjusted(claim.adjustments)
          + [claim.remarks.joined(separator: " "), ""]
      ]
    }
    return claim.lines.enumerated().map { head + row($1, number: $0 + 1) }
  }

  private static func row(_ line: RemittanceLine, number: Int) -> [String] {
    [
      String(number), line.from?.description ?? "", line.through?.description ?? "",
      line.service.codeList, line.service.code, line.service.modifiers.joined(separator: " "),
      line.billedService?.code ?? "", line.revenueCode ?? "", line.paidUnits?.description ?? "",
      line.billedUnits?.description ?? "", line.charge.description,
      line.allowed?.description ?? "", line.paid.description,
    ] + adjusted(line.adjustments)
      + [
        line.remarks.map(\.code).joined(separator: " "), line.controlNumber ?? "",
      ]
  }

  private static func adjusted(_ adjustments: [Adjustment]) -> [String] {
    ["CO", "PR", "OA", "PI"].map { adjustments.total($0).description }
      + [adjustments.map { "\($0.group)-\($0.reason):\($0.amount)" }.joined(separator: " ")]
  }

  /// A row as a line of comma-separated values, without its line end.
  ///
  /// Source: RFC 4180; a cell with a comma, quotation mark or line break stands in quotation marks.
  public static func csv(_ row: [String]) -> String {
    row.map { cell in
      guard cell.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else {
        return cell
      }
      return "\""
        + cell.split(separator: "\"", omittingEmptySubsequences: false)
        .joined(separator: "\"\"") + "\""
    }.joined(separator: ",")
  }
}
