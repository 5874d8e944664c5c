// SPDX-License-Identifier: Apache-2.0

/// What is known of coding beyond the concepts: our own tables of rules, questions and episodes.
public struct CodingKnowledge: Sendable {
  /// Codes found together that are reported otherwise.
  public var rules = RuleBook()
  /// What an unspecified code leaves open.
  public var questions = QuestionFinder()
  /// Which episode of care a note is of.
  public var episodes = EpisodeReader()
  /// Which codes come before others.
  public var sequence = Sequencer()
  /// Where a patient was seen.
  public var settings = SettingReader()
  /// Which codes diseases have that are over.
  public var history = HistoryTable()
  /// Which symptoms belong to which diseases.
  public var integral = IntegralSymptoms()
  /// Which codes a number decides.
  public var values = ValueReader()
  /// How much of the body is burned.
  public var burns = BurnReader()
  /// What is not the provider's.
  public var authors = AuthorReader()
  /// How long somebody was unconscious.
  public var consciousness = ConsciousnessReader()
  /// What drugs and other substances did.
  public var drugs = DrugReader()
  /// Where a note says why the patient came.
  public var reasons = ReasonReader()

  /// What rules ask for that no code says.
  public var facts = FactTable()
  /// How far a pregnancy is.
  public var gestation = GestationReader()
  /// Which codes of chapter 15 conditions have in a pregnancy.
  public var pregnancy = PregnancyTable()

  /// Whether conditions were present on admission.
  public var presence = PresenceReader()

  /// Nothing is known.
  public init() {}
}
