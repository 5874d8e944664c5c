// SPDX-License-Identifier: Apache-2.0

public import Values

/// What is known of a code of a list that others than X12 keep.
public enum CodeVerdict: Hashable, Sendable {
  /// It is in the list, and in force on the day.
  case valid
  /// It is not in the list.
  case unknown
  /// It is in the list, but not on the day.
  case notInForce
  /// It is of a list that was taken into use after the day.
  case notYetInForce
  /// No edition that is here has it, and none is as old as the day.
  case notJudged
  /// The list is not here.
  case notInstalled
}

/// The lists of codes that others keep: ICD-10-CM, HCPCS, reason codes, states and so on.
///
/// The validator asks by number, so that a name is looked up once a guide and not once a code.
public protocol ExternalCodes: Sendable {
  /// The number of a list by its name in the guides' tables, such as `icd10cm`; nothing where it is not
  /// known here.
  func number(ofList name: String) -> Int?
  /// What is known of a code.
  ///
  /// - Parameters:
  ///   - code: The code as it was sent.
  ///   - list: A number given by ``number(ofList:)``.
  ///   - date: The date of service; the date of the transaction for codes that are not medical.
  func verdict(on code: ElementView, list: Int, date: CalendarDate?) -> CodeVerdict
  /// The edition that the verdicts of a list rest on, for the finding's source.
  func source(ofList list: Int, date: CalendarDate?) -> RuleSource?
}
