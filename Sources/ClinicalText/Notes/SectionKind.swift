// SPDX-License-Identifier: Apache-2.0

/// What a section of a note tells of.
///
/// The raw values are the names that `Data/clinical/headings.tsv` uses.
public enum SectionKind: String, CaseIterable, Hashable, Sendable {
  /// Why the patient came.
  case chiefComplaint = "chief-complaint"
  /// The story of what is wrong now.
  case presentIllness = "present-illness"
  /// What the patient has or had.
  case pastHistory = "past-history"
  /// What was operated on.
  case surgicalHistory = "surgical-history"
  /// What relatives have or had.
  case familyHistory = "family-history"
  /// Habits, work, home.
  case socialHistory = "social-history"
  /// What is taken.
  case medications
  /// What is not tolerated.
  case allergies
  /// What was asked, organ by organ.
  case reviewOfSystems = "review-of-systems"
  /// Blood pressure, pulse, weight.
  case vitals
  /// What was seen and felt.
  case examination
  /// What the laboratory and imaging found.
  case results
  /// What the writer takes the patient to have.
  case assessment
  /// What is to be done.
  case plan
  /// What it may be.
  case differentialDiagnosis = "differential-diagnosis"
  /// What the patient no longer has.
  case resolvedProblems = "resolved-problems"
  /// What the patient was admitted for.
  case admissionDiagnosis = "admission-diagnosis"
  /// What the patient was found to have.
  case dischargeDiagnosis = "discharge-diagnosis"
  /// What happened during a stay.
  case hospitalCourse = "hospital-course"
  /// The list of problems that is carried from visit to visit.
  case problemList = "problem-list"
  /// What was thought before an operation.
  case preoperativeDiagnosis = "preoperative-diagnosis"
  /// What was found by an operation.
  case postoperativeDiagnosis = "postoperative-diagnosis"
  /// What was done, in a line.
  case procedurePerformed = "procedure-performed"
  /// What was done, step by step.
  case operation
  /// What the patient is told to do and look out for.
  case instructions
  /// Names, dates, copies.
  case administrative
  /// Anything else with a heading.
  case other
  /// Vaccines given.
  case immunizations
  /// Pregnancies and births.
  case obstetricHistory = "obstetric-history"
  /// Text without a heading.
  case narrative

  /// Tells whether what it lists are diagnoses that somebody made of this patient at this encounter.
  public var namesProblems: Bool {
    switch self {
    case .assessment, .admissionDiagnosis, .dischargeDiagnosis, .preoperativeDiagnosis,
      .postoperativeDiagnosis:
      true
    default: false
    }
  }

  /// Tells whether it looks back: what is in it is not new by that alone.
  var isHistory: Bool {
    switch self {
    case .pastHistory, .surgicalHistory, .familyHistory, .socialHistory, .obstetricHistory: true
    default: false
    }
  }

  /// Tells whether its lines begin with the names of organs or of what was measured.
  var isExamination: Bool {
    switch self {
    case .examination, .reviewOfSystems, .vitals, .results: true
    default: false
    }
  }
}
