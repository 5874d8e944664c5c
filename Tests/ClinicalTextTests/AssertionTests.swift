// SPDX-License-Identifier: Apache-2.0

import ClinicalText
import Testing

@Suite("Assertion")
struct AssertionTests {
  private func check(_ text: String, _ expected: String) {
    let (note, place) = SampleGrammar.marked(text)
    #expect(note.assertion(of: place).summary == expected, "\(text)")
  }

  @Test(
    "What is denied is negated, whole lists too",
    arguments: [
      "No {fever}.", "Denies {chest pain}.", "The patient denied {nausea} or vomiting.",
      "No fevers, chills, or {night sweats}.", "Denies: fever, chills, {weight loss}.",
      "Denies fever, chills, {weight loss}.", "Negative for fever, cough, or {rash}.",
      "There is no evidence of {hydronephrosis}.",
      "Lungs are clear without wheezes, rales, or {rhonchi}.",
      "COPD without {exacerbation}.", "He has never had {diabetes}.",
      "She does not have any {chest pain}.", "Neither {fever} nor chills.",
      "Neither fever nor {chills}.", "{Fever}: none.", "HA yes, {dizziness} - no",
      "Fever: no, {chills}: no", "{Chest pain}: denies.", "{Edema}: absent.",
      "{Strep} is negative.", "{Pneumonia} was ruled out.", "{Pneumonia} has been excluded.",
      "{Effusion} is not seen.", "Absence of {pedal edema}.", "w/o {complication}",
      "Pt. denies CP, SOB, {palpitations}", "Neg for {DVT}.", "(-) {fever}", "+cough, -{fever}",
      "{Pneumonia}, ruled out.", "{Pulmonary embolism} is unlikely.", "low suspicion for {PE}",
      "She was not tachycardic, nor was she in {atrial fibrillation}.", "afebrile, no {rash}",
      "He is free of {pain}.", "symptom: {nausea} (denied)", "The exam fails to reveal {masses}.",
      "ROS negative for fever and {cough}", "Patient has had no {vomiting} since Tuesday.",
      "There is no\n{pleural effusion}.", "no complaints of {dizziness}",
      "I do not appreciate any {bony exposure}.", "She denies that she has {chest pain}.",
      "Does not meet criteria for {sepsis}.", "[ ] {fever}", "No acute {fracture} or dislocation.",
      "He did not have any complaints of {chest pain}.", "No {rebound} or guarding.",
    ])
  func negated(_ text: String) { check(text, "negated") }

  @Test(
    "A denial ends with its clause",
    arguments: [
      "Denies fever but has {cough}.", "No fever; {cough} for two days.",
      "ROS negative except for {cough}.", "No chest pain, however {dyspnea} persists.",
      "Denies fever, reports {cough}.", "No nausea and has {vomiting}.",
      "No fever, mild {cough}.", "She denies chest pain, she does report {dyspnea}.",
      "Although he denies pain, {swelling} is present.",
      "Negative for strep and positive for {influenza}.",
      "COPD without exacerbation, {hypertension}.",
      "No history of asthma who presents with {wheezing}.",
      "Not diabetic, {hypertensive}.", "without fever (temperature 98), {cough}",
      "No fever. {Cough}.", "{HA} yes, dizziness - no", "Denies fever but endorses {cough}.",
      "(slides not submitted for review) indicates {leukemia}",
      "MRI brain without contrast: {glioma}.",
      "MRI with and without contrast showed {glioma}.",
    ])
  func ended(_ text: String) {
    let (note, place) = SampleGrammar.marked(text)
    #expect(note.assertion(of: place).polarity == .affirmed, "\(text)")
  }

  @Test(
    "What looks like a denial and is none",
    arguments: [
      "gram negative {sepsis}", "No increase in {edema}.", "No change in the {nodule}.",
      "Not only {fever} but cough.", "She walks without difficulty despite {arthritis}.",
      "{Hypertension}, not well controlled.", "{Diabetes}, not at goal.",
      "triple negative {breast cancer}",
      "{Nausea} has not resolved.", "no improvement in {pain}", "no relief of {back pain}",
      "non-ST elevation {myocardial infarction}", "{Cough}, no better.", "Rh negative {pregnancy}",
    ])
  func pseudo(_ text: String) { check(text, "plain") }

  @Test(
    "What is uncertain is possible",
    arguments: [
      "Possible {pneumonia}.", "Probable {gout}", "Suspected {sepsis}.", "Likely {viral URI}.",
      "{Pneumonia} cannot be excluded.", "{PE} is not ruled out.", "Cannot rule out {PE}.",
      "Rule out {myocardial infarction}.", "r/o {DVT}", "Findings consistent with {COPD}.",
      "compatible with {appendicitis}", "Concern for {cellulitis}.",
      "Chest pain, questionable {angina}.",
      "suspicious for {malignancy}", "?{UTI}", "{UTI}, likely.", "This may represent {abscess}.",
      "suggestive of {osteomyelitis}", "{Lupus} is in the differential.", "c/w {cholecystitis}",
      "It appears to be {gastritis}.", "{Pneumonia} vs atelectasis, probable", "Presumed {stroke}.",
      "We suspect {asthma}.", "{Melanoma} still to be ruled out.", "{Appendicitis} (probable)",
      "He was worked up; {sarcoidosis} is suspected.",
    ])
  func possible(_ text: String) { check(text, "possible") }

  @Test(
    "Certain again after the uncertain",
    arguments: [
      "Possible pneumonia, {hypertension}.", "Likely gastritis; {diabetes}.",
      "Right knee pain, consistent with sprain, has {obesity}.",
    ])
  func certain(_ text: String) { check(text, "plain") }

  @Test(
    "What was before is historical",
    arguments: [
      "History of {stroke}.", "h/o {MI}", "s/p {CABG}", "status post {appendectomy}",
      "past medical history significant for kidney stones, {migraines}, and reflux",
      "He had {pneumonia} in the past.", "Previous {DVT}.", "{Seizures} in childhood.",
      "PMH: HTN, {DM2}", "PAST MEDICAL HISTORY\n{Hypothyroidism}.",
      "{Breast cancer}, in remission.",
      "Former {smoker}.", "She used to have {asthma}.", "{Rheumatic fever} many years ago.",
      "Hx of {GERD}", "PAST SURGICAL HISTORY: {hysterectomy}",
    ])
  func historical(_ text: String) { check(text, "historical") }

  @Test(
    "What is now is not historical",
    arguments: [
      "two-day history of {fever}", "a 3 week history of {cough}",
      "HISTORY OF PRESENT ILLNESS: {Cough}.",
      "history of asthma who presents with {chest pain}", "CLINICAL HISTORY: {abdominal pain}",
      "status post multiple surgeries, {fracture of hardware}",
      "History of DVT, now with {leg swelling}.",
      "61 year old {male}", "post-traumatic {arthritis}", "tired over the past couple of {months}",
      "{Diabetes} diagnosed 15 years ago.", "24-year-old patient with {obesity}",
      "{glucose} elevated in clinic today",
    ])
  func current(_ text: String) { check(text, "plain") }

  @Test(
    "What is over is resolved and not there",
    arguments: [
      "{Hyponatremia}, resolved.", "ASSESSMENT\n# {AKI} - resolved", "His {nausea} has resolved.",
      "She no longer has {chest pain}.",
      "{Nausea} and vomiting resolved.", "resolved {acute kidney injury}",
    ])
  func resolved(_ text: String) { check(text, "negated resolved") }

  @Test(
    "What relatives have is theirs",
    arguments: [
      ("Mother had {breast cancer}.", "family"), ("FH of {colon cancer}", "family"),
      ("His brother with {diabetes}.", "family"),
      ("family history of {stroke} and diabetes", "family"),
      ("FAMILY HISTORY\nMother: {asthma}.", "family"),
      ("{Hemophilia} runs in the family.", "family"),
      ("{Breast cancer} in her mother.", "family"), ("FHx: {CAD}", "family"),
      ("No family history of {colon cancer}.", "negated family"),
      ("Her sister was diagnosed with {lupus}.", "family"),
      ("paternal aunt with {ovarian cancer}", "family"),
      ("The patient's roommate has {flu}.", "other"), ("Her husband had {COVID}.", "other"),
      ("Mother reports {fever}.", "plain"), ("Her daughter\nreports {fever}.", "plain"),
      ("Lives with his wife who has {dementia}.", "other"),
      ("His son struck him, {bruise}", "plain"),
      ("Brought in by mother for {fever}.", "plain"),
      ("Lives with his wife and has {arthritis}.", "plain"),
      ("Mother had cancer and he has {diabetes}.", "plain"),
      ("Here with her daughter for {cough}.", "plain"), ("Dad states he has {rash}.", "plain"),
      ("Discussed with mother: {otitis media}.", "plain"),
      ("Patient's father provided a video of the {tics}.", "plain"),
    ])
  func experiencer(_ text: String, _ expected: String) { check(text, expected) }

  @Test(
    "What may come or is looked for is no fact",
    arguments: [
      ("Return if {fever} develops.", "hypothetical"),
      ("If {vomiting} occurs, call.", "hypothetical"),
      ("at risk for {falls}", "hypothetical"), ("to prevent {stroke}", "hypothetical"),
      ("DVT prophylaxis for {thrombosis}", "hypothetical"),
      ("counseled about {hypoglycemia}", "hypothetical"),
      ("in case of {allergic reaction}", "hypothetical"),
      ("Call for {chest pain}, shortness of breath, or fever.", "hypothetical"),
      ("Call for chest pain, {shortness of breath}, or fever.", "hypothetical"),
      ("vaccination against {influenza}", "hypothetical"),
      ("Side effects include nausea and {rash}.", "hypothetical"),
      ("DISCHARGE INSTRUCTIONS\nWatch your {wound}.", "hypothetical"),
      ("PSA to rule out {prostate cancer}", "planned"), ("screening for {colon cancer}", "planned"),
      ("CT to evaluate for {fibrosis}", "planned"), ("tested for {strep}", "planned"),
      ("{Fever} if he stops the antibiotic", "plain"), ("{Hepatitis C} antibody test", "planned"),
      ("If she is positive for strep, I will treat her {pharyngitis}.", "plain"),
    ])
  func modality(_ text: String, _ expected: String) { check(text, expected) }

  @Test("The deciding words are the evidence")
  func cue() throws {
    let (note, place) = SampleGrammar.marked("Lungs clear, no evidence of {pneumonia}.")
    let cue = try #require(note.assertion(of: place).cue)
    #expect(note.words(cue) == "no evidence of")
  }

  @Test("What the section alone decided says so, and has no cue")
  func bySection() {
    for (text, isBackground) in [
      ("PMH: {gout}", true), ("SOCIAL HISTORY: {tobacco} daily", true), ("HPI: {cough}", false),
    ] {
      let (note, place) = SampleGrammar.marked(text)
      let assertion = note.assertion(of: place)
      #expect(assertion.isBackground == isBackground, "\(text)")
      #expect(assertion.isBySection == (assertion.time == .historical), "\(text)")
      #expect(assertion.cue == nil, "\(text)")
    }
  }

  @Test("A cue that is part of what is named says nothing of it")
  func inside() {
    check("Z91: {history of falling}", "plain")
    check("{no-show}", "plain")
  }
}
