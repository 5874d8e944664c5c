// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing

@Suite("Sections, sentences and problems")
struct OutlineTests {
  private func outline(_ text: String) -> String {
    SampleGrammar.grammar.read(text.utf8).outline
  }

  @Test(
    "Headings are found however they are written",
    arguments: [
      ("PAST MEDICAL HISTORY:\nGout", "past-history"),
      ("Past Medical History\nGout", "past-history"),
      ("PMH: HTN, DM2", "past-history"), ("**PMHx:** HTN", "past-history"),
      ("## Plan\nRest", "plan"),
      ("A/P: Gout", "assessment"), ("IMPRESSION AND PLAN\nGout", "assessment"),
      ("ASSESSMENT & PLAN:\nGout", "assessment"), ("Assessment/Plan\nGout", "assessment"),
      ("PE: normal", "examination"), ("__Physical Exam__\nnormal", "examination"),
      ("ROS (10 point): negative", "review-of-systems"), ("CC: cough", "chief-complaint"),
      ("POSTOPERATIVE DIAGNOSIS: Hernia.", "postoperative-diagnosis"),
      ("Pre-op Diagnosis: Hernia", "preoperative-diagnosis"), ("Labs 3/4/2021: normal", "results"),
      ("DISCHARGE DIAGNOSES:\n1. Gout", "discharge-diagnosis"), ("FINDINGS: Clear.", "results"),
      ("Discharge Medications:\naspirin", "medications"),
      ("BRIEF HOSPITAL COURSE: Did well.", "hospital-course"),
      ("1. HISTORY OF PRESENT ILLNESS: cough", "present-illness"), ("FHx: CAD", "family-history"),
      ("SOCIAL HISTORY - Smoker", "social-history"), ("NKDA and well", "narrative"),
      ("Plan for surgery was made.", "narrative"), ("History of gout.", "narrative"),
      ("IMPRESSION Patient is well.", "narrative"),
      ("CHIEF COMPLAINT Patient has cough.", "chief-complaint"),
      ("HOBBIES AND PETS\ndog", "other"), ("Immunizations: up to date", "immunizations"),
      ("OB History: G2P1", "obstetric-history"), ("Patient Instructions:\nRest", "instructions"),
    ])
  func headings(_ text: String, _ kind: String) {
    let note = SampleGrammar.grammar.read(text.utf8)
    #expect(note.sections.last?.kind.rawValue == kind, "\(text)")
  }

  @Test(
    "Sentences end where they end",
    arguments: [
      ("Seen by Dr. Smith. He is well.", 2), ("Take 1 tab q.d. for gout.", 1),
      ("Hepatitis C. The patient drinks.", 2), ("John A. Smith is here.", 1),
      ("Dose is 2.5 mg. Continue.", 2), ("Symptoms, e.g. cough, persist.", 1),
      ("The pain was\nconstant and\nsevere.", 1), ("He has a cough. \nShe has none.", 2),
      ("1.\nHe has cough.\n1.\nShe has none.", 2), ("Is it gone? Yes.", 2),
      ("Seen at 3 p.m. by nurse.", 1), ("• Gout\n• Asthma", 2), ("a) Gout\nb) Asthma", 2),
      ("1) Hernia 2) Gastritis 3) Polyp", 3), ("1. No mass. 2. Clear lungs.", 2),
      ("Pt. is well.", 1), ("bronchitis, acute. asthma is better.", 2),
      ("BP 120/80 mm Hg. Stable.", 2), ("", 0), ("\n\n", 0), ("...", 0),
      (
        "The patient was admitted with shortness of breath and fever that had\nStarted in January of this year at home.",
        1
      ),
    ])
  func sentences(_ text: String, _ count: Int) {
    #expect(SampleGrammar.grammar.read(text.utf8).sentences.count == count, "\(text)")
  }

  @Test("An assessment is read as problems with what is said of them")
  func problems() {
    let text = """
      ASSESSMENT AND PLAN

      Mr. Ames is a 61-year-old male who presents with back pain.

      Kidney stones.
      • Medical Reasoning: His x-ray shows a stone.
      • Medical Treatment: Start Ultram. Drink water.

      Reflux, stable.
      • Plan: Continue Protonix.

      Patient Agreements: He agrees.
      """
    #expect(
      outline(text) == """
        assessment heading: ASSESSMENT AND PLAN
        assessment prose: Mr. Ames is a 61-year-old male who presents with back pain.
        assessment problem: Kidney stones.
        assessment heading: Medical Reasoning <Kidney stones.>
        assessment prose: His x-ray shows a stone. <Kidney stones.>
        assessment heading: Medical Treatment <Kidney stones.>
        assessment prose: Start Ultram. <Kidney stones.>
        assessment prose: Drink water. <Kidney stones.>
        assessment problem: Reflux, stable.
        assessment heading: Plan <Reflux, stable.>
        assessment prose: Continue Protonix. <Reflux, stable.>
        administrative heading: Patient Agreements
        administrative prose: He agrees.
        """)
  }

  @Test(
    "Names of problems are told from sentences",
    arguments: [
      ("1. Type 2 diabetes mellitus, uncontrolled.", "Type 2 diabetes mellitus, uncontrolled."),
      ("Hypertension:", "Hypertension:"), ("#HTN - continue lisinopril", "HTN"),
      ("# DM2: A1c is 8", "DM2:"), ("HTN, uncontrolled, increase lisinopril", "HTN, uncontrolled"),
      ("COPD.", "COPD."), ("# AKI - resolved", "AKI - resolved"),
      ("HTN: stable, on lisinopril", "HTN: stable"), ("- Gout", "Gout"),
      ("Right knee pain, improving", "Right knee pain, improving"),
      ("Type I diabetes", "Type I diabetes"), ("Alcohol use disorder.", "Alcohol use disorder."),
      ("Pain in his back.", "Pain in his back."), ("61 yo M with gout", nil),
      ("Continue aspirin.", nil), ("The patient is doing well.", nil),
      ("Increase lisinopril.", nil),
      ("We will follow up in 2 weeks.", nil), ("Follow up in 2 weeks.", nil),
      (
        "1. Atrial fibrillation with rapid\n   ventricular response.",
        "Atrial fibrillation with rapid ventricular response."
      ),
      ("Status post left knee replacement.", "Status post left knee replacement."),
      (
        "Acute on chronic heart failure with an EF of 25% (prior 40%).",
        "Acute on chronic heart failure with an EF of 25% (prior 40%)."
      ),
    ] as [(String, String?)])
  func names(_ line: String, _ name: String?) {
    let note = SampleGrammar.grammar.read("ASSESSMENT\n\(line)".utf8)
    let problem = note.sentences.first { $0.kind == .problem }
    #expect(problem.map { note.words($0.tokens) } == name, "\(line)")
  }

  @Test("A plan names problems where they head its text")
  func plan() {
    let text = """
      ASSESSMENT
      • Diabetes mellitus.
      • Hypertension.
      PLAN
      Diabetes mellitus
      A1c is 5.5 today.
      Hypertension
      She will continue lisinopril.
      INSTRUCTIONS
      Hypertension
      Check your pressure.
      """
    #expect(
      outline(text) == """
        assessment heading: ASSESSMENT
        assessment problem: Diabetes mellitus.
        assessment problem: Hypertension.
        plan heading: PLAN
        plan problem: Diabetes mellitus
        plan prose: A1c is 5.5 today. <Diabetes mellitus>
        plan problem: Hypertension
        plan prose: She will continue lisinopril. <Hypertension>
        instructions heading: INSTRUCTIONS
        instructions problem: Hypertension
        instructions prose: Check your pressure. <Hypertension>
        """)
  }

  @Test("A paragraph of a plan may say which problem it is about")
  func topics() {
    let text = """
      ASSESSMENT
      1. Right knee strain.
      2. Hypertension.
      3. Diabetes type 2.
      PLAN
      I reviewed the films.
      For his hypertension, I will add a diuretic. He agrees.
      In regards to his diabetes, continue metformin.
      For now, rest.
      """
    #expect(
      outline(text).split(separator: "\n").suffix(5) == [
        "plan prose: I reviewed the films.",
        "plan prose: For his hypertension, I will add a diuretic. <Hypertension.>",
        "plan prose: He agrees. <Hypertension.>",
        "plan prose: In regards to his diabetes, continue metformin. <Diabetes type 2.>",
        "plan prose: For now, rest. <Diabetes type 2.>",
      ])
  }

  @Test("A plan without an assessment is read by its problems")
  func planAlone() {
    let text = """
      PLAN
      Ms. Ames is a 33-year-old female who presents with joint pain.
      Left knee strain.
      • Medical Treatment: Ice.
      Hypertension.
      • Medical Reasoning: It is controlled.
      """
    let note = SampleGrammar.grammar.read(text.utf8)
    let problems = note.sentences.filter { $0.kind == .problem }.map { note.words($0.tokens) }
    #expect(problems == ["Left knee strain.", "Hypertension."])
    #expect(note.hasAssessment)
  }

  @Test("A marked heading inside an assessment does not end it")
  func marked() {
    let text =
      "Assessment/Plan\n# Sepsis\n- continue ceftriaxone\n# Code status: full\n# Type 2 diabetes\n- insulin"
    #expect(
      outline(text) == """
        assessment heading: Assessment/Plan
        assessment problem: Sepsis
        assessment listItem: continue ceftriaxone <Sepsis>
        assessment heading: Code status
        assessment prose: full
        assessment problem: Type 2 diabetes
        assessment listItem: insulin <Type 2 diabetes>
        """)
  }

  @Test("Organs label an examination without ending it, also in one line")
  func labels() {
    let text =
      "PE: HEENT: NCAT. Neck: supple. Lungs: clear\nREVIEW OF SYSTEMS\n• Skin: Denies rash."
    let note = SampleGrammar.grammar.read(text.utf8)
    #expect(
      note.sections.map(\.kind) == [.narrative, .examination, .reviewOfSystems])
    let labels = note.sentences.map { $0.label.map(note.words) ?? "-" }
    #expect(labels == ["-", "-", "HEENT", "-", "Neck", "-", "Lungs", "-", "-", "Skin"])
  }

  @Test("An impression after results belongs to them where there is an assessment")
  func impression() {
    let with = SampleGrammar.grammar.read(
      "RESULTS\nX-ray.\nImpression: Fracture.\nASSESSMENT\nFracture.".utf8)
    #expect(with.sections.map(\.kind) == [.narrative, .results, .results, .assessment])
    let without = SampleGrammar.grammar.read("FINDINGS: Clear.\nIMPRESSION: Normal chest.".utf8)
    #expect(without.sections.map(\.kind) == [.narrative, .results, .assessment])
    #expect(without.hasAssessment && !SampleGrammar.grammar.read("HPI: cough".utf8).hasAssessment)
  }

  @Test("A report that lost its line ends is cut at its headings and numbers")
  func oneLine() {
    let text =
      "COMPLICATIONS:  None    POSTOPERATIVE DIAGNOSIS:  1) Hiatal hernia  2) Gastritis    PLAN:  1) Await biopsy results"
    #expect(
      outline(text) == """
        operation heading: COMPLICATIONS
        operation prose: None
        postoperative-diagnosis heading: POSTOPERATIVE DIAGNOSIS
        postoperative-diagnosis problem: Hiatal hernia
        postoperative-diagnosis problem: Gastritis
        plan heading: PLAN
        plan listItem: Await biopsy results
        """)
  }

  @Test(
    "Clauses",
    arguments: [
      ("He has cough but no fever; pain is gone.", "He has cough|but no fever;|pain is gone."),
      ("Denies fever, reports cough.", "Denies fever,|reports cough."),
      ("Fever, chills, and cough.", "Fever, chills, and cough."),
      ("A man who presents with pain.", "A man|who presents with pain."),
      ("It hurts and she limps.", "It hurts and|she limps."),
    ])
  func clauses(_ text: String, _ expected: String) {
    let note = SampleGrammar.grammar.read(text.utf8)
    #expect(note.clauses.map(note.words).joined(separator: "|") == expected)
  }
}
