import { client } from 'hawk';
import { startSandbox } from './server';
import { individualBody, companyBody } from './data';
async function main(){
 let t=performance.now();
 const s = await startSandbox({customers:100000});
 console.log('start', performance.now()-t);
 const call=async(method:string,path:string,body?:unknown,headers:Record<string,string>={})=>{
  const url=s.url+path;
  const {header}=client.header(url,method,{credentials:{id:s.credentials.hawkId,key:s.credentials.hawkKey,algorithm:'sha256'} as never});
  const r=await fetch(url,{method,redirect:'manual',headers:{authorization:header,...(body?{'content-type':'application/json'}:{}),...headers},body:body?JSON.stringify(body):undefined});
  const text=await r.text(); 
  return {status:r.status,text,headers:r.headers};
 };
 const show=(x:any)=>console.log(x.status,x.text.slice(0,1500));
 show(await call('GET','/platform/v1/customers?page=0&size=2'));
 let r=await call('POST','/platform/v1/customers',individualBody(1)); show(r);
 const ref=JSON.parse(r.text).reference;
 show(await call('GET','/platform/v1/customers/'+ref));
 show(await call('GET','/platform/v1/customers/'+ref+'/info-required'));
 show(await call('PATCH','/platform/v1/customers/'+ref,{address:{city:'Köln'}}));
 show(await call('POST','/platform/v1/customers',individualBody(1)));
 show(await call('POST','/platform/v1/customers',{type:'x'}));
 show(await call('POST','/platform/v1/customers',{type:'individual',individual:{address:{countryCode:'UK'}}}));
 r=await call('POST','/platform/v1/customers',companyBody(1)); show(r);
 show(await call('GET','/platform/v1/customers/'+JSON.parse(r.text).reference));
 show(await call('GET','/platform/v1/nothing'));
 const u=await fetch(s.url+'/platform/v1/customers'); console.log(u.status, [...u.headers], await u.text());
 s.settings.clockShiftMs=90000;
 r=await call('GET','/platform/v1/customers?size=1'); console.log(r.status,[...r.headers],r.text); s.settings.clockShiftMs=0;
 for (const f of [{status:429,headers:{'retry-after':'1'}},{kind:'cut'},{kind:'cutAfter'},{kind:'cutBody'},{kind:'truncatedJson'},{kind:'html'},{kind:'empty'},{kind:'array'},{kind:'huge',megabytes:50},{kind:'slowBody',ms:500},{kind:'delay',ms:300},{kind:'redirect',location:'http://127.0.0.1:1/'},{kind:'repeatPage'}] as any[]) {
  s.fail({},f); t=performance.now();
  try { const r=await call('GET','/platform/v1/customers/'+ref); console.log(f.kind,r.status,r.text.length,r.text.slice(0,60).replace(/\n/g,' '),Math.round(performance.now()-t),r.headers.get('content-type'),r.headers.get('location')); } catch(e:any){console.log(f.kind,'ERR',e.message,e.cause?.message)}
 }
 console.log(s.requests.slice(-3), s.count({method:'GET'}), s.created, s.maxInFlight);
 t=performance.now(); for(let p=0;p<1000;p++){ await call('GET',`/platform/v1/customers?page=${p}&size=100`);} console.log('1000 pages',performance.now()-t);
 t=performance.now(); r=await call('GET',`/platform/v1/customers?name=bakery&size=100`); console.log('name',performance.now()-t, JSON.parse(r.text).totalElements);
 t=performance.now(); for(let p=10;p<1010;p++){ const r=await call('POST',`/platform/v1/customers`,individualBody(p)); if(r.status!==202) throw new Error(r.text)} console.log('1000 creates',performance.now()-t, s.maxInFlight);
 console.log(process.memoryUsage().rss/1e6);
 t=performance.now(); await s.close(); console.log('close',performance.now()-t);
}
main();
