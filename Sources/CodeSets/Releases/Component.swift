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
  /// Pairs of services that a practitioner does not bill together.
  case pairsPractitioner = "pairs-practitioner"
  /// Pairs of services that a hospital does not bill together for an outpatient.
  case pairsHospital = "pairs-hospital"
  /// How many units of a service a practitioner may bill for a patient and day.
  case unitsPractitioner = "units-practitioner"
  /// How many units of a service a hospital may bill for an outpatient and day.
  case unitsHospital = "units-hospital"
  /// How many units of an item a supplier of equipment may bill for a patient and day.
  case unitsSupplier = "units-supplier"
  /// Which services are billed only beside another one, and beside which.
  case addOnCodes = "add-on-codes"
  /// A fee or relative value a service.
  case fees
  /// The geographic practice cost indices by locality.
  case geographicIndices = "geographic-indices"
  /// Which carrier and locality a ZIP code belongs to.
  case localities
  /// Which counties a locality consists of.
  case counties
  /// The anaesthesia conversion factors by locality.
  case anesthesiaFactors = "anesthesia-factors"
  /// The base units of anaesthesia services.
  case anesthesiaUnits = "anesthesia-units"
  /// What imaging is paid at most, by locality.
  case outpatientCap = "outpatient-cap"
  /// The outpatient payment groups with weights, rates and copayments: Addendum A.
  case paymentGroups = "payment-groups"
  /// The status indicator, payment group and rate of each service: Addendum B.
  case outpatientServices = "outpatient-services"
  /// The services of each payment group: Addendum C.
  case groupMembers = "group-members"
  /// What the payment status indicators mean: Addendum D1.
  case statusIndicators = "status-indicators"
  /// What the comment indicators mean: Addendum D2.
  case commentIndicators = "comment-indicators"
  /// The procedures paid only for inpatients: Addendum E.
  case inpatientOnly = "inpatient-only"
  /// The rank of services of comprehensive payment groups: Addendum J.
  case comprehensiveRanks = "comprehensive-ranks"
  /// The pairs of services that raise a comprehensive payment group: Addendum J.
  case complexityAdjustments = "complexity-adjustments"
  /// What a comprehensive payment group does not pay for: Addendum J.
  case comprehensiveExclusions = "comprehensive-exclusions"
  /// The wage adjustment of hospitals by where their workers live: Addendum L.
  case outMigration = "out-migration"
  /// The services of composite payment groups: Addendum M.
  case composites
  /// The services bypassed when single procedure claims are made: Addendum N.
  case bypassCodes = "bypass-codes"
  /// The device-intensive procedures and the share of the device: Addendum P.
  case deviceIntensive = "device-intensive"
  /// Wage indices by area.
  case wageIndex = "wage-index"
  /// Policies with the services and diagnoses that they cover or do not cover.
  case policies
  /// The articles of the coverage database: title, status, days in force.
  case articles
  /// Which articles name which services, by group.
  case articleServices = "article-services"
  /// What an article says about a group of services.
  case articleServiceGroups = "article-service-groups"
  /// Which modifiers an article names, by group.
  case articleModifiers = "article-modifiers"
  /// What an article says about a group of modifiers.
  case articleModifierGroups = "article-modifier-groups"
  /// The diagnoses that an article covers, by group.
  case articleCovered = "article-covered"
  /// What an article says about a group of covered diagnoses.
  case articleCoveredGroups = "article-covered-groups"
  /// The diagnoses that an article does not cover, by group.
  case articleNoncovered = "article-noncovered"
  /// What an article says about a group of diagnoses that it does not cover.
  case articleNoncoveredGroups = "article-noncovered-groups"
  /// Which contractors an article is of.
  case articleContractors = "article-contractors"
  /// The states of an article that has one contractor.
  case articleStates = "article-states"
  /// Which determinations an article belongs to.
  case articleRelated = "article-related"
  /// The contractors of Medicare with their numbers.
  case contractors
  /// Which states a contractor serves, from when to when.
  case contractorStates = "contractor-states"
  /// The states and parts of states of the coverage database.
  case states
  /// The local coverage determinations: title, status, days in force.
  case localDeterminations = "lcds"
  /// Which local determinations name which services, by group.
  case localServices = "lcd-services"
  /// What a local determination says about a group of services.
  case localServiceGroups = "lcd-service-groups"
  /// Which contractors a local determination is of.
  case localContractors = "lcd-contractors"
  /// The states of a local determination that has one contractor.
  case localStates = "lcd-states"
  /// The national coverage determinations: manual section, title, days in force.
  case nationalDeterminations = "ncds"
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
    case .grouper, .weights, .fees, .policies, .addOnCodes: false
    case .pairsPractitioner, .pairsHospital, .unitsPractitioner, .unitsHospital, .unitsSupplier:
      false
    case .geographicIndices, .localities, .counties, .anesthesiaFactors, .anesthesiaUnits: false
    case .outpatientCap, .paymentGroups, .outpatientServices, .groupMembers: false
    case .statusIndicators, .commentIndicators, .inpatientOnly, .comprehensiveRanks: false
    case .complexityAdjustments, .comprehensiveExclusions, .outMigration, .composites: false
    case .bypassCodes, .deviceIntensive, .wageIndex: false
    case .articles, .articleServices, .articleServiceGroups, .articleModifiers: false
    case .articleModifierGroups, .articleCovered, .articleCoveredGroups, .articleNoncovered: false
    case .articleNoncoveredGroups, .articleContractors, .articleStates, .articleRelated: false
    case .contractors, .contractorStates, .states, .localDeterminations, .localServices: false
    case .localServiceGroups, .localContractors, .localStates, .nationalDeterminations: false
    default: true
    }
  }
}
