# SPDX-License-Identifier: Apache-2.0
"""Turns publishers' files into the tables that search-bench reads.

usage: prepare.py SHARED/data/ TABLES/     (both folders, with the final slash)
"""
import sys
import zipfile, re, csv, lzma, json
import xml.etree.ElementTree as ET
D, O = sys.argv[1:3]
# ICD-10-CM FY2025 April order
def order(zipp, member, out):
    z=zipfile.ZipFile(zipp)
    with open(out,'w') as f:
        for line in z.read(member).decode('latin-1').splitlines():
            code=line[6:14].strip(); bill=line[14:15]; title=line[77:].strip()
            f.write(f"{code}\t{bill}\t{title}\n")
order(D+'icd10cm/fy2025/2025-code-descriptions-tabular-order-april.zip','Code Descriptions/icd10cm_order_2025.txt',O+'cm25.tsv')
order(D+'icd10pcs/fy2026/2026-icd-10-pcs-order-file-long-and-abbreviated-titles.zip','icd10pcs_order_2026.txt',O+'pcs.tsv')
# FY2026 tabular with generated 7th
root=ET.fromstring(lzma.open(D+'icd10cm/fy2026/icd10c-tabular-April-1-2026.xml.xz').read())
rows=[];notes=[]
def walk(d, seven):
    code=d.find('name').text.strip(); title=d.find('desc').text.strip()
    s=d.find('sevenChrDef')
    if s is not None: seven=[(e.get('char'),(e.text or '').strip()) for e in s.findall('extension')]
    for tag in ('inclusionTerm','includes'):
        for n in d.findall(tag):
            for x in n.findall('note'): notes.append((code.replace('.',''),tag,''.join(x.itertext()).strip()))
    kids=d.findall('diag')
    pc=code.replace('.','')
    if kids:
        rows.append((pc,'0',title))
        for k in kids: walk(k,seven)
    elif seven:
        rows.append((pc,'0',title))
        for ch,t in seven: rows.append((pc.ljust(6,'X')+ch,'1',title+', '+t))
    else: rows.append((pc,'1',title))
for ch in root.findall('chapter'):
    for s in ch.findall('section'):
        for d in s.findall('diag'): walk(d,None)
# full titles: use order file titles where tabular desc is short? keep desc
t25={l.split('\t')[0]:l.rstrip('\n').split('\t')[2] for l in open(O+'cm25.tsv')}
diff=[(a,c,t25[a]) for a,b,c in rows if a in t25 and t25[a].lower()!=c.lower()]
print('rows',len(rows),'title differ from 2025 order',len(diff),diff[:5])
with open(O+'cm26.tsv','w') as f:
    for r in sorted(set(rows)): f.write('\t'.join(r)+'\n')
with open(O+'cm26notes.tsv','w') as f:
    for r in notes: f.write('\t'.join(r)+'\n')
# index: level term noness code see seealso
with open(O+'cmindex.tsv','w') as f:
    for r in csv.DictReader(open(D+'icd10cm/fy2025/ICD10CM_2025_Index.csv',encoding='utf-8-sig')):
        f.write('\t'.join([r['Level'],r['Term'].replace('\t',' '),r['NonEssModif'],r['Code'],r['See'],r['SeeAlso']])+'\n')
def tree(xml,out):
    r=ET.fromstring(open(xml,'rb').read()); n=0
    heads=[h.text for h in r.iter('head')]
    with open(out,'w') as f:
        f.write('#'+'\t'.join(h or '' for h in heads)+'\n')
        def w(t,level):
            nonlocal n; n+=1
            ti=t.find('title'); nem=' '.join((x.text or '') for x in ti.findall('nemod')) if ti is not None else ''
            title=((ti.text or '')+' '.join((x.tail or '') for x in ti)).strip() if ti is not None else ''
            cells=';'.join(f"{c.get('col')}={c.text}" for c in t.findall('cell'))
            f.write('\t'.join([str(level),title,nem,(t.findtext('code') or ''),(t.findtext('see') or ''),(t.findtext('seeAlso') or ''),cells]).replace('\n',' ')+'\n')
            for k in t.findall('term'): w(k,level+1)
        for m in r.iter('mainTerm'): w(m,0)
    print(out,n,heads)
tree(D+'icd10cm/fy2026/icd10cm-neoplasm-April-1-2026-XML.xml',O+'neoplasm.tsv')
tree(D+'icd10cm/fy2026/icd10cm-drug-April-1-2026-XML.xml',O+'drug.tsv')
tree(D+'icd10cm/fy2026/icd10cm-eindex-April-1-2026-XML.xml',O+'eindex.tsv')
r=ET.fromstring(open(D+'icd10pcs/fy2025/icd10pcs_index_2025.xml','rb').read())
with open(O+'pcsindex.tsv','w') as f:
    f.write('#\n')
    def w(t,level):
        ti=(t.findtext('title') or '').strip()
        def split(tag):
            for e in t.findall(tag):
                txt=''.join(e.itertext()); codes=[c.text for c in list(e.iter('codes'))+list(e.iter('code'))+list(e.iter('tab'))]
                for c in codes: txt=txt.replace(c or '','')
                yield txt.strip(), codes
        code=t.findtext('code') or t.findtext('codes') or ''
        see='';sc=''
        for s,c in split('see'):
            see=see or s
            if c and not code: sc=sc or (c[0] or '')
        use=t.findtext('use') or ''
        f.write('\t'.join([str(level),ti,'',code or sc,see,use,'']).replace('\n',' ')+'\n')
        for k in t.findall('term'): w(k,level+1)
    for m in r.iter('mainTerm'): w(m,0)
# hcpcs
z=zipfile.ZipFile(D+'hcpcs/HCPC2025_OCT_ANWEB.xlsx')
ns='{http://schemas.openxmlformats.org/spreadsheetml/2006/main}'
ss=[''.join(t.text or '' for t in si.iter(ns+'t')) for si in ET.fromstring(z.read('xl/sharedStrings.xml'))]
sh=ET.fromstring(z.read('xl/worksheets/sheet1.xml'))
recs={};last=None
for row in sh.iter(ns+'row'):
    cells={}
    for c in row.findall(ns+'c'):
        col=re.match('[A-Z]+',c.get('r')).group(); v=c.find(ns+'v')
        if v is None: continue
        cells[col]=ss[int(v.text)] if c.get('t')=='s' else v.text
    code=(cells.get('A') or '').strip()
    if not re.match(r'^[A-Z0-9]{2,5}$',code): continue
    rec=cells.get('C','3')
    if code in recs: recs[code][0]+=' '+cells.get('D','')
    else: recs[code]=[cells.get('D',''),cells.get('E',''),cells.get('AU','')]
with open(O+'hcpcs.tsv','w') as f:
    for c,(t,s,u) in sorted(recs.items()): f.write(f"{c}\t1\t{' '.join(t.split())}\t{s}\t{u}\n")
for a,b in (('DX','icd9cm'),('SG','icd9proc')):
    with open(O+b+'.tsv','w') as f:
        for l in open(D+f'icd9-gems/CMS32_DESC_LONG_{a}.txt',encoding='latin-1'):
            c,t=l.rstrip('\n').split(None,1); f.write(f"{c}\t1\t{t.strip()}\n")

z=zipfile.ZipFile(D+'icd9-gems/diagnosis_gems_2018.zip')
with open(O+'gem.tsv','w') as f:
    for l in z.read('2018_I10gem.txt').decode().splitlines():
        p=l.split()
        if p[1]!='NoDx': f.write(p[0]+'\t'+p[1]+'\n')
