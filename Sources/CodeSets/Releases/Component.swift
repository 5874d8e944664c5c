// SPDX-License-Identifier: Apache-2.0

/// Which of a code set's published documents a release was made from.
public enum Component: String, Hashable, Sendable, CaseIterable {
  /// The tabular list: hierarchy, titles, instructional notes.
  case tabular
  /// The order file: every code and header with both titles.
  case order
  /// A list of valid codes with titles.
  case titles
  /// Abbreviated titles, published apart from the full ones.
  case shortTitles = "short-titles"
  /// Titles of middle length, published apart from the full ones.
  case mediumTitles = "medium-titles"
  /// A list of valid codes without titles.
  case list
  /// Which codes are valid from when to when, without titles, with the flags of the Medicare Code
  /// Editor.
  case validity
  /// The codes exempt from reporting whether a diagnosis was present on admission.
  case poaExempt = "poa-exempt"
  /// The Alphabetic Index.
  case index
  /// The Table of Neoplasms.
  case neoplasm
  /// The Table of Drugs and Chemicals.
  case drugs
  /// The Index to External Causes.
  case externalCause = "external-cause"
  /// The tables from which ICD-10-PCS codes are built.
  case tables
  /// What the characters of ICD-10-PCS codes stand for, without saying which may follow which.
  case axisLabels = "axis-labels"
  /// The definitions of ICD-10-PCS values.
  case definitions
  /// What anatomical terms belong to which body part value.
  case bodyPartKey = "body-part-key"
  /// What device terms belong to which device value.
  case deviceKey = "device-key"
  /// The General Equivalence Mapping from this set to its successor or predecessor.
  case gem
  /// Which code replaced which, by year.
  case conversion
  /// What codes mean, from a list that has ended codes too or lacks new ones: it does not say which
  /// are valid.
  case dictionary
  /// Which codes of another set the publisher pairs with the codes of this one.
  case crosswalk
  /// The publisher's list of changes from the edition before, code by code.
  case addenda
  /// The same with the changes of headers and abbreviated titles.
  case orderAddenda = "order-addenda"
  /// The publisher's list of changes of the tables.
  case tablesAddenda = "tables-addenda"
  /// The publisher's list of changes of the index.
  case indexAddenda = "index-addenda"
  /// The publisher's list of changes of the definitions.
  case definitionsAddenda = "definitions-addenda"
  /// The official guidelines for coding and reporting.
  case guidelines
  /// The tables and formulas by which a grouper assigns groups.
  case grouper
  /// The relative weights of payment groups, with lengths of stay.
  case weights
  /// Which categories or comorbidities diagnoses belong to.
  case mapping
  /// Which categories of a risk adjustment model yield to which.
  case hierarchies
  /// By which age and sex a diagnosis counts otherwise in a risk adjustment model.
  case ageSexEdits = "age-sex-edits"
  /// Which categories of a risk adjustment model are chronic conditions.
  case chronic
  /// What the categories of a risk adjustment model are called.
  case labels
  /// The services whose claims count for risk adjustment.
  case eligibleServices = "eligible-services"
  /// What a search looks through; made from the other components of an edition.
  case search
  /// Which words of a note mean which code; made from the other components of an edition.
  case concepts

  /// Tells whether the component says which codes are valid.
  public var statesValidity: Bool {
    switch self {
    case .tabular, .order, .titles, .list, .validity: true
    default: false
    }
  }

  /// Tells whether the component is made from the other components of an edition.
  public var isDerived: Bool { self == .search || self == .concepts }

  /// Tells whether the component is part of a code set; groupers and weights are not.
  public var isOfCodes: Bool {
    switch self {
    case .grouper, .weights: false
    default: true
    }
  }
}
