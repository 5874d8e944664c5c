// SPDX-License-Identifier: Apache-2.0

/// What a section of a note tells of.
///
/// The names are those of `Data/clinical/headings.tsv`; a table may name further ones.
public struct SectionKind: RawRepresentable, Hashable, Sendable {
  /// The name as the table has it.
  public let rawValue: String

  /// Names a kind.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Why the patient came.
  public static let chiefComplaint = SectionKind(rawValue: "chief-complaint")
  /// The story of what is wrong now.
  public static let presentIllness = SectionKind(rawValue: "present-illness")
  /// What the patient has or had.
  public static let pastHistory = SectionKind(rawValue: "past-history")
  /// What was operated on.
  public static let surgicalHistory = SectionKind(rawValue: "surgical-history")
  /// What relatives have or had.
  public static let familyHistory = SectionKind(rawValue: "family-history")
  /// Habits, work, home.
  public static let socialHistory = SectionKind(rawValue: "social-history")
  /// What is taken.
  public static let medications = SectionKind(rawValue: "medications")
  /// What is not tolerated.
  public static let allergies = SectionKind(rawValue: "allergies")
  /// What was asked, organ by organ.
  public static let reviewOfSystems = SectionKind(rawValue: "review-of-systems")
  /// Blood pressure, pulse, weight.
  public static let vitals = SectionKind(rawValue: "vitals")
  /// What was seen and felt.
  public static let examination = SectionKind(rawValue: "examination")
  /// What the laboratory and imaging found.
  public static let results = SectionKind(rawValue: "results")
  /// What the writer takes the patient to have.
  public static let assessment = SectionKind(rawValue: "assessment")
  /// What is to be done.
  public static let plan = SectionKind(rawValue: "plan")
  /// What the patient was admitted for.
  public static let admissionDiagnosis = SectionKind(rawValue: "admission-diagnosis")
  /// What the patient was found to have.
  public static let dischargeDiagnosis = SectionKind(rawValue: "discharge-diagnosis")
  /// What happened during a stay.
  public static let hospitalCourse = SectionKind(rawValue: "hospital-course")
  /// The list of problems that is carried from visit to visit.
  public static let problemList = SectionKind(rawValue: "problem-list")
  /// What was thought before an operation.
  public static let preoperativeDiagnosis = SectionKind(rawValue: "preoperative-diagnosis")
  /// What was found by an operation.
  public static let postoperativeDiagnosis = SectionKind(rawValue: "postoperative-diagnosis")
  /// What was done, in a line.
  public static let procedurePerformed = SectionKind(rawValue: "procedure-performed")
  /// What was done, step by step.
  public static let operation = SectionKind(rawValue: "operation")
  /// What the patient is told to do and look out for.
  public static let instructions = SectionKind(rawValue: "instructions")
  /// Names, dates, copies.
  public static let administrative = SectionKind(rawValue: "administrative")
  /// Anything else with a heading.
  public static let other = SectionKind(rawValue: "other")
  /// Text without a heading.
  public static let narrative = SectionKind(rawValue: "narrative")
}
